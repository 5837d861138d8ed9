"""A list of files with their hashes, signed by the service.

A detached CMS signature (RFC 5652) that ordinary tools check.

``openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json -CAfile
service-certificate.pem -purpose any``
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from app.documents.verify import OWN_FAULTS, roots_of

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What the signature over a list of files says. ``fits`` is false for a list that was changed."""

    fits: bool
    known: bool = False
    service: str = ""


def check_manifest(manifest: bytes, signature: bytes, trusted: tuple[bytes, ...]) -> Signed:
    """Return whether the signature fits, whether its signer is known here, and the signer's service.

    Raises ValueError for hostile bytes that end in no answer, and what the PC itself is at fault for.
    """
    try:
        content = cms.ContentInfo.load(signature, strict=True)
        _ = content.native
        signed = content["content"]
    except (ValueError, TypeError, KeyError):
        return Signed(fits=False)
    context = ValidationContext(
        trust_roots=roots_of(trusted), allow_fetching=False, revocation_mode="soft-fail"
    )
    try:
        status = asyncio.run(async_validate_detached_cms(manifest, signed, signer_validation_context=context))
        service = str(status.signing_cert.subject.native.get("organization_name", "an unknown service"))
        return Signed(fits=bool(status.intact and status.valid), known=bool(status.trusted), service=service)
    except OWN_FAULTS:
        raise
    except Exception as error:
        raise ValueError from error


def as_pem(certificate: bytes) -> bytes:
    """Return a certificate (DER) as PEM text."""
    return x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM)
