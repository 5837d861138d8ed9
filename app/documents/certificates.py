"""The service's own certificates: one authority per service, one certificate per person, no practical expiry.

Certificates carry no end date in practice (RFC 5280 §4.1.2.5: 99991231235959Z) because there is no trusted
time stamp offline; a key's life ends when the program destroys it.
"""

from __future__ import annotations

import datetime as dt

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NO_EXPIRY = dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC)
BEGIN = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""Certificates count from well before any record, so that a PC whose clock is behind can still sign."""
LIST_ENDS = dt.datetime(2099, 12, 31, tzinfo=dt.UTC)
"""A list that ended would turn every old signature invalid in strict readers."""
LONGEST_NAME = 64
"""The most bytes of UTF-8 in a name.

X.520 counts characters, but common tools count bytes (ub-common-name 64).
"""


class CertificateAuthority:
    """Makes keys, certificates and the revocation list. Keys are PKCS8 DER, the rest DER."""

    def create(self) -> bytes:
        """Return a new P-256 private key."""
        return ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def certificate(self, ca_key: bytes, service_name: str) -> bytes:
        """Return the service's self-signed certificate."""
        key = _load(ca_key)
        name = _name(f"{_short(service_name, LONGEST_NAME - 20)} records signing", service_name)
        builder = _builder(name, name, key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(ca=True), critical=True)
        return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def issue(
        self,
        ca_key: bytes,
        ca_certificate: bytes,
        name: str,
        role: str,
        key: bytes,
        said: tuple[str, ...] = (),
    ) -> bytes:
        """Return a person's certificate for the public half of their key.

        ``said`` is where the key comes from, in words: each part an organisational unit, which every reader
        of certificates shows (RFC 5280, ub-organizational-unit-name 64).
        """
        authority, issuer = _load(ca_key), x509.load_der_x509_certificate(ca_certificate)
        (service,) = issuer.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
        subject = _name(name, str(service.value), role, said)
        builder = _builder(subject, issuer.subject, _load(key).public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(ca=False), critical=True)
        public = authority.public_key()
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False
        )
        return builder.sign(authority, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def names(self, certificate: bytes, name: str, role: str, said: tuple[str, ...] | None = None) -> bool:
        """Whether a certificate names somebody as a new one for this name and role would.

        And says the same of its key, where ``said`` is given.
        """
        subject = x509.load_der_x509_certificate(certificate).subject
        there = {attribute.oid: attribute.value for attribute in subject}
        units = tuple(one.value for one in subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME))
        same = there.get(NameOID.COMMON_NAME) == _short(name) and there.get(NameOID.TITLE, "") == _short(role)
        return same and (said is None or units == tuple(_short(part) for part in said))

    def revocation_list(self, ca_key: bytes, ca_certificate: bytes) -> bytes:
        """Return the empty revocation list. People who leave are not revoked: their key is destroyed."""
        issuer = x509.load_der_x509_certificate(ca_certificate)
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject).last_update(BEGIN)
        builder = builder.next_update(LIST_ENDS)
        return builder.sign(_load(ca_key), hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def service_of(certificate: bytes) -> str:
    """Return the service a certificate (DER) names, or nothing for one that cannot be read to its end."""
    try:
        found = x509.load_der_x509_certificate(certificate)
        found.public_key()
        (service,) = found.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return ""
    return str(service.value)


def _load(key: bytes) -> ec.EllipticCurvePrivateKey:
    loaded = serialization.load_der_private_key(key, None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        message = "not an elliptic-curve key"
        raise TypeError(message)
    return loaded


def _name(common: str, service: str, role: str = "", said: tuple[str, ...] = ()) -> x509.Name:
    attributes = [
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(service)),
        x509.NameAttribute(NameOID.COMMON_NAME, _short(common)),
    ]
    if role:
        attributes.append(x509.NameAttribute(NameOID.TITLE, _short(role)))
    attributes += [x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, _short(part)) for part in said]
    return x509.Name(attributes)


def _short(text: str, most: int = LONGEST_NAME) -> str:
    """Return as much of a text as fits, cut between letters."""
    return text.encode()[:most].decode(errors="ignore")


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    builder = (
        builder.serial_number(x509.random_serial_number()).not_valid_before(BEGIN).not_valid_after(NO_EXPIRY)
    )
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
