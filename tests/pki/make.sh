#!/usr/bin/env bash
# Makes anew the throw-away certificates of the tests, in this folder (once; the results are committed). Password of every .p12: matkhau.
#   root -> ica -> person (RSA-2048), person-ec (P-256), agency (RSA-2048), valid for a hundred years, without addresses of CRL and OCSP;
#   bad: expired, not-yet-valid, non-signing (key usage keyEncipherment), rsa1024, sha1 (its certificate is signed with SHA-1), and
#   stranger, which another root has issued. Pictures: pictures.py.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
: > index.txt
cat > pki.cnf <<'C'
[req]
distinguished_name = dn
prompt = no
string_mask = utf8only
[dn]
[ca]
default_ca = ica
[ica]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
default_days = 36500
default_crl_days = 36500
policy = any
private_key = ica.key
certificate = ica.crt
[root]
database = root-index.txt
default_md = sha256
default_crl_days = 36500
private_key = root.key
certificate = root.crt
[any]
C = optional
O = optional
CN = supplied
[v3_root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[v3_ica]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[v3_signing]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
extendedKeyUsage = emailProtection, 1.3.6.1.5.5.7.3.36
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[v3_non_signing]
basicConstraints = critical, CA:FALSE
keyUsage = critical, keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
C
key() { # NAME KIND
    case $2 in
        ec) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" ;;
        *) openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:$2" -out "$1.key" ;;
    esac 2> /dev/null
}
root() { # NAME SUBJECT
    key "$1" 2048
    openssl req -new -x509 -utf8 -config pki.cnf -extensions v3_root -key "$1.key" -subj "$2" -days 36500 -out "$1.crt"
}
# issue NAME KIND EXTENSIONS CN [OPTION OF openssl ca...]
issue() {
    local name=$1 kind=$2 extensions=$3 cn=$4
    shift 4
    key "$name" "$kind"
    openssl req -new -utf8 -config pki.cnf -key "$name.key" -subj "/C=VN/O=Xã Mẫu/CN=$cn" -out "$name.csr"
    openssl ca -batch -notext -utf8 -config pki.cnf -extensions "$extensions" -in "$name.csr" -out "$name.crt" "$@" 2> ca.log || { cat ca.log >&2; exit 1; }
    openssl pkcs12 -export -inkey "$name.key" -in "$name.crt" -certfile ica.crt -name "$name" -passout pass:matkhau -out "$name.p12"
}
root root "/C=VN/O=CA THỬ NGHIỆM/CN=CA THỬ NGHIỆM - gốc"
key ica 2048
openssl req -new -utf8 -config pki.cnf -key ica.key -subj "/C=VN/O=CA THỬ NGHIỆM/CN=CA THỬ NGHIỆM" -out ica.csr
openssl x509 -req -in ica.csr -CA root.crt -CAkey root.key -CAcreateserial -days 36500 -sha256 -extfile pki.cnf -extensions v3_ica -out ica.crt 2> /dev/null

issue person 2048 v3_signing "Người ký thử"
issue person-ec ec v3_signing "Người ký thử (ECDSA)"
issue agency 2048 v3_signing "Ủy ban nhân dân xã Mẫu"
issue expired 2048 v3_signing "Người ký hết hạn" -startdate 20200101000000Z -enddate 20210101000000Z
issue not-yet-valid 2048 v3_signing "Người ký chưa đến hạn" -startdate 21000101000000Z -enddate 21200101000000Z
issue non-signing 2048 v3_non_signing "Chứng thư không để ký"
issue rsa1024 1024 v3_signing "Người ký khóa yếu"
issue sha1 2048 v3_signing "Người ký chứng thư SHA-1" -md sha1
openssl pkcs12 -export -legacy -inkey person.key -in person.crt -certfile ica.crt -name person -passout pass:matkhau -out person-legacy.p12

openssl ca -config pki.cnf -gencrl -out ica.crl.pem 2> /dev/null
openssl crl -in ica.crl.pem -outform DER -out ica.crl
: > root-index.txt
openssl ca -config pki.cnf -name root -gencrl -out root.crl.pem 2> /dev/null
openssl crl -in root.crl.pem -outform DER -out root.crl

# The same names above it, but not the same key: nothing that it signed leads to root.crt.
mkdir other && mv root.crt root.key ica.crt ica.key other/
root root "/C=VN/O=CA THỬ NGHIỆM/CN=CA THỬ NGHIỆM - gốc"
key ica 2048
openssl x509 -req -in <(openssl req -new -utf8 -config pki.cnf -key ica.key -subj "/C=VN/O=CA THỬ NGHIỆM/CN=CA THỬ NGHIỆM") \
    -CA root.crt -CAkey root.key -CAcreateserial -days 36500 -sha256 -extfile pki.cnf -extensions v3_ica -out ica.crt 2> /dev/null
issue stranger 2048 v3_signing "Người ký thử"
mv other/* .

for name in person person-ec agency; do
    openssl verify -CAfile root.crt -untrusted ica.crt "$name.crt" > /dev/null
done
! openssl verify -CAfile root.crt -untrusted ica.crt stranger.crt > /dev/null 2>&1
rm -f "$here"/*.{crt,crl,p12}
chmod 644 ./*.p12
cp ./*.p12 root.crt ica.crt root.crl ica.crl person.crt person-ec.crt agency.crt "$here/"
