# A throw-away PKI for the tests: pki.sh FOLDER BASE_URL. Only openssl is needed. All names are fictitious; the password is "matkhau".
set -eu
cd "$1"
base=$2
cat > x.cnf <<C
[req]
distinguished_name=dn
[dn]
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[ica]
basicConstraints=critical,CA:TRUE,pathlen:0
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
crlDistributionPoints=URI:$base/root.crl
[sig]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
crlDistributionPoints=URI:$base/ica.crl
authorityInfoAccess=OCSP;URI:$base/ocsp,caIssuers;URI:$base/ica.crt
[list]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
crlDistributionPoints=URI:$base/stale.crl
[away]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
crlDistributionPoints=URI:$base/ica.crl
authorityInfoAccess=OCSP;URI:http://127.0.0.1:9/ocsp,caIssuers;URI:$base/ica.crt
[silent]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
[secret]
basicConstraints=critical,CA:FALSE
keyUsage=critical,keyEncipherment
[tsa]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
crlDistributionPoints=URI:$base/ica.crl
[ocsp]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=OCSPSigning
noCheck=ignored
C
rsa() { openssl genrsa -out "$1.key" "${2:-2048}" 2>/dev/null; }
ec() { openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$2" -out "$1.key"; }
# issue NAME COMMON_NAME EXTENSIONS AUTHORITY [OPTION…]
issue() {
  name=$1; common=$2; extensions=$3; authority=$4; shift 4
  openssl req -new -utf8 -key "$name.key" -subj "/C=VN/O=UBND xã Mẫu/CN=$common" -config x.cnf -out "$name.csr"
  openssl x509 -req -in "$name.csr" -CA "$authority.crt" -CAkey "$authority.key" -CAcreateserial -days 365 \
    -extfile x.cnf -extensions "$extensions" -out "$name.crt" "$@" 2>/dev/null
}
# record NAME V|R
record() {
  serial=$(openssl x509 -in "$1.crt" -noout -serial | cut -d= -f2)
  if [ "$2" = R ]; then revoked=260101000000Z; else revoked=; fi
  printf '%s\t491231235959Z\t%s\t%s\tunknown\t/CN=%s\n' "$2" "$revoked" "$serial" "$1" >> index.txt
}
rsa root; openssl req -new -x509 -utf8 -key root.key -subj "/C=VN/O=CA THỬ/CN=CA gốc thử" -days 3650 -config x.cnf -extensions root -out root.crt
rsa ica; issue ica "CA cấp dưới thử" ica root
rsa person; issue person "Người ký thử" sig ica
ec ec256 P-256; issue ec256 "Người ký thử P-256" sig ica
ec ec384 P-384; issue ec384 "Người ký thử P-384" sig ica
for name in revoked stale away silent secret sha1 stranger; do ec $name P-256; done
issue revoked "Người bị thu hồi" sig ica
issue stale "Danh sách cũ" list ica
issue away "OCSP vắng mặt" away ica
issue silent "Không nơi hỏi" silent ica
issue secret "Khóa mã hóa" secret ica
issue sha1 "Băm yếu" sig ica -sha1
rsa weak 1024; issue weak "Khóa yếu" sig ica
rsa tsa; issue tsa "TSA thử" tsa ica
rsa ocsp; issue ocsp "OCSP thử" ocsp ica
openssl req -new -x509 -utf8 -key stranger.key -subj "/CN=CA lạ" -days 3650 -config x.cnf -extensions root -out stranger.crt
cat ica.crt root.crt > chain.pem
for name in person ec256 ec384; do
  openssl pkcs12 -export -inkey $name.key -in $name.crt -certfile chain.pem -name $name -passout pass:matkhau -out $name.p12
done
openssl pkcs12 -export -legacy -inkey person.key -in person.crt -certfile chain.pem -passout pass:matkhau -out legacy.p12
openssl pkcs12 -export -inkey person.key -in person.crt -nomac -passout pass:matkhau -out nomac.p12
openssl pkcs12 -export -nokeys -in person.crt -passout pass:matkhau -out nokey.p12
openssl pkcs12 -export -inkey weak.key -in weak.crt -passout pass:matkhau -out weak.p12
# Two authorities that issued each other.
for name in one two; do ec $name P-256; openssl req -new -x509 -key $name.key -subj "/CN=$name" -config x.cnf -extensions root -out $name.crt; done
ec loop P-256; issue loop "Vòng lặp" silent one
for pair in "one two" "two one"; do
  set -- $pair
  openssl req -new -key "$1.key" -subj "/CN=$1" -config x.cnf -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days 365 -extfile x.cnf -extensions root -out "cross-$1.crt" 2>/dev/null
done
cat cross-one.crt cross-two.crt > loop.pem
: > index.txt; : > empty.txt
for name in person ec256 ec384 stale away silent tsa ocsp; do record $name V; done
record revoked R
# crl AUTHORITY INDEX FILE OPTION…
crl() {
  authority=$1; index=$2; file=$3; shift 3
  printf '[ca]\ndefault_ca=d\n[d]\ndatabase=%s\ndefault_md=sha256\ncertificate=%s.crt\nprivate_key=%s.key\n' "$index" "$authority" "$authority" > crl.cnf
  openssl ca -gencrl -config crl.cnf -out crl.pem "$@" 2>/dev/null
  openssl crl -in crl.pem -outform DER -out "$file"
}
crl root empty.txt root.crl -crldays 30
crl ica index.txt ica.crl -crldays 7
crl ica index.txt stale.crl -crl_lastupdate 20250101000000Z -crl_nextupdate 20250201000000Z
cat > tsa.cnf <<C
[tsa]
default_tsa=t
[t]
serial=tsaserial
signer_cert=tsa.crt
certs=chain.pem
signer_key=tsa.key
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha384,sha512
ess_cert_id_alg=sha256
C
echo 01 > tsaserial
