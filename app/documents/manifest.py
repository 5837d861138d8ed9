"""A list of files with their hashes, signed by the service.

A detached CMS signature (RFC 5652) that ordinary tools check.

``openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json -CAfile
service-certificate.pem -purpose any``
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

if TYPE_CHECKING:
    from app.documents.sign import SigningIdentity

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def sign_manifest(manifest: bytes, identity: SigningIdentity) -> bytes:
    """Return the detached signature (DER) of a manifest by the service's seal."""
    key = serialization.load_der_private_key(identity.key, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        message = "not an elliptic-curve key"
        raise TypeError(message)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(manifest)
    builder = builder.add_signer(x509.load_der_x509_certificate(identity.certificate), key, hashes.SHA256())
    builder = builder.add_certificate(x509.load_der_x509_certificate(identity.ca_certificate))
    return builder.sign(
        serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    )


def check_manifest(manifest: bytes, signature: bytes, trusted: tuple[bytes, ...]) -> tuple[bool, bool, str]:
    """Return whether the signature fits, whether its signer is known here, and the signer's service.

    Never raises on hostile bytes.
    """
    try:
        signed = cms.ContentInfo.load(signature, strict=True)["content"]
        roots = [asn1_x509.Certificate.load(der) for der in trusted]
        context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
        status = asyncio.run(async_validate_detached_cms(manifest, signed, signer_validation_context=context))
        service = str(status.signing_cert.subject.native.get("organization_name", "an unknown service"))
        return bool(status.intact and status.valid), bool(status.trusted), service
    except Exception:  # noqa: BLE001 - whatever hostile bytes do to the parser, the answer is "does not fit"
        return False, False, ""


def as_pem(certificate: bytes) -> bytes:
    """Return a certificate (DER) as PEM text."""
    return x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM)
