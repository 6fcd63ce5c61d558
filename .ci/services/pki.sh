#!/usr/bin/env bash
# A certificate authority for one run, with the addresses of with.sh in its certificates:
#   pki.sh FOLDER    root -> ica -> person, person-ec, agency and, each of them bad in one way:
#                    revoked         revoked, says OCSP and says the CRL
#                    forged          revoked; its OCSP responder says "good", but signs with a key that may not
#                    ocsp-away       good, but its OCSP responder is away: the CRL must do
#                    all-away        good, but neither OCSP nor CRL can be had
#                    and tsa, ocsp (the services' own) and other-tsa, which nobody trusts
# Names are made up. Password of every .p12: matkhau.
set -euo pipefail
if [[ $# != 1 ]]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
mkdir -p "$1"
cd "$1"
web=http://127.0.0.1:9100
cat > pki.cnf <<C
[req]
distinguished_name = dn
prompt = no
[dn]
[ca]
default_ca = ica
[ica]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
crlnumber = crlnumber
default_md = sha256
default_days = 365
default_crl_days = 7
policy = any
private_key = ica.key
certificate = ica.crt
[root]
database = root-index.txt
crlnumber = root-crlnumber
default_md = sha256
default_crl_days = 90
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
crlDistributionPoints = URI:$web/root.crl
C
# section NAME OCSP CRL
section() {
    printf '[v3_%s]\nbasicConstraints = critical, CA:FALSE\nsubjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n' "$1"
    printf 'keyUsage = critical, digitalSignature, nonRepudiation\nextendedKeyUsage = emailProtection, 1.3.6.1.5.5.7.3.36\n'
    printf 'crlDistributionPoints = URI:%s\nauthorityInfoAccess = OCSP;URI:%s, caIssuers;URI:%s/ica.crt\n' "$3" "$2" "$web"
}
{
    section signing $web/ocsp $web/ica.crl
    section forged $web/ocsp-forged $web/ica.crl
    section ocsp_away http://127.0.0.1:9109/ $web/ica.crl
    section all_away http://127.0.0.1:9109/ http://127.0.0.1:9109/ica.crl
    cat <<C
[v3_tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:$web/ica.crl
[v3_ocsp]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
C
    for tsa in tsa other-tsa; do
        cat <<C
[$tsa]
serial = tsa-serial
crypto_device = builtin
signer_cert = $tsa.crt
signer_key = $tsa.key
certs = chain.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
C
    done
} >> pki.cnf

quietly() { "$@" 2> openssl.log || { cat openssl.log >&2; exit 1; }; }
key() { # NAME KIND
    case $2 in
        ec) quietly openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" ;;
        *) quietly openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:$2" -out "$1.key" ;;
    esac
}
# issue NAME KIND SECTION CN
issue() {
    key "$1" "$2"
    openssl req -new -utf8 -config pki.cnf -key "$1.key" -subj "/C=VN/O=Xã Mẫu/CN=$4" -out "$1.csr"
    quietly openssl ca -batch -notext -utf8 -config pki.cnf -extensions "v3_$3" -in "$1.csr" -out "$1.crt"
    openssl pkcs12 -export -inkey "$1.key" -in "$1.crt" -certfile ica.crt -name "$1" -passout pass:matkhau -out "$1.p12"
}
: > index.txt
: > root-index.txt
echo 01 | tee crlnumber root-crlnumber tsa-serial > /dev/null
key root 2048
openssl req -new -x509 -utf8 -config pki.cnf -extensions v3_root -key root.key -subj "/C=VN/O=CA THỬ NGHIỆM/CN=CA THỬ NGHIỆM - gốc" -days 3650 -out root.crt
key ica 2048
openssl req -new -utf8 -config pki.cnf -key ica.key -subj "/C=VN/O=CA THỬ NGHIỆM/CN=CA THỬ NGHIỆM" -out ica.csr
quietly openssl x509 -req -in ica.csr -CA root.crt -CAkey root.key -CAcreateserial -days 1825 -extfile pki.cnf -extensions v3_ica -out ica.crt
cat ica.crt root.crt > chain.pem
openssl x509 -in ica.crt -outform DER -out ica.der
issue person 2048 signing "Người ký thử"
issue person-ec ec signing "Người ký thử (ECDSA)"
issue agency 2048 signing "Ủy ban nhân dân xã Mẫu"
issue revoked 2048 signing "Người ký đã bị thu hồi"
issue forged 2048 forged "Người ký có OCSP giả"
issue ocsp-away 2048 ocsp_away "Người ký không có OCSP"
issue all-away 2048 all_away "Người ký không tra được"
issue tsa 2048 tsa "Dấu thời gian thử"
issue ocsp 2048 ocsp "OCSP thử"
key other-tsa 2048
openssl req -new -x509 -utf8 -config pki.cnf -extensions v3_tsa -key other-tsa.key -subj "/C=VN/O=Người lạ/CN=Dấu thời gian lạ" -days 365 -out other-tsa.crt
# The forged answer is made while the certificate is still good.
quietly openssl ocsp -issuer ica.crt -cert forged.crt -no_nonce -index index.txt -CA ica.crt -rsigner person.crt -rkey person.key -ndays 7 -respout ocsp-forged.der > /dev/null
for name in revoked forged; do
    quietly openssl ca -config pki.cnf -revoke "$name.crt" -crl_reason keyCompromise
done
quietly openssl ca -config pki.cnf -gencrl -out ica.crl.pem
openssl crl -in ica.crl.pem -outform DER -out ica.crl
quietly openssl ca -config pki.cnf -name root -gencrl -out root.crl.pem
openssl crl -in root.crl.pem -outform DER -out root.crl
for name in person person-ec agency; do
    quietly openssl verify -CAfile root.crt -untrusted ica.crt "$name.crt" > /dev/null
done
