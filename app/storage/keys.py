r"""Keys: what is typed opens a slot, the slot a secret, and that the vault key and a signing key.

    passphrase or PIN --Argon2id--> key --AES-256-GCM--> person's secret (32 bytes)
    person's secret --HKDF--> X25519 key that opens the person's HPKE envelope of the vault key
                    \\-HKDF--> key that wraps the person's signing key

Public keys let somebody be removed and the vault key changed without knowing anybody else's passphrase.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import os
import time
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import NotAllowedError, VaultDamagedError, WeakSecretError, WrongSecretError
from app.system.wipe import wipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

KEY_BYTES = 32
SHORTEST_PASSPHRASE, SHORTEST_PIN = 12, 6
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECOVERY_BYTES, CHECK_BYTES, GROUP = 20, 2, 6
COMMON = (
    "password",
    "passphrase",
    "qwerty",
    "letmein",
    "welcome",
    "123456",
    "alongside",
    "supervision",
    "iloveyou",
    "football",
)
SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id's cost: memory in KiB, passes and lanes."""

    memory: int
    passes: int = 3
    lanes: int = 4


FLOOR = KdfCost(64 * 1024)
"""The least cost accepted (RFC 9106, second recommendation)."""
CEILING = KdfCost(1024 * 1024, 10, 16)
"""The most cost accepted, so that a planted key file cannot ask for all memory."""
TAMPERED = (
    "The key file has been tampered with, so nothing was opened. The records are unchanged. Restore a "
    "backup of the folder."
)
TARGET_SECONDS, CALIBRATION_CAP = 0.35, 512 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A person's secret, locked with something they type. Bytes are kept as hex in JSON."""

    memory: int
    passes: int
    lanes: int
    salt: str
    nonce: str
    locked: str


def calibrated() -> KdfCost:
    """Return the cost that takes this PC about a third of a second, never below the floor."""
    memory = FLOOR.memory
    while memory < CALIBRATION_CAP:
        begin = time.perf_counter()
        _stretch("calibrate", os.urandom(16), KdfCost(memory))
        if time.perf_counter() - begin > TARGET_SECONDS / 2:
            break
        memory *= 2
    return KdfCost(memory)


def lock(secret: bytes, typed: str, cost: KdfCost, bound_to: str) -> Slot:
    """Lock a person's secret with what they type. ``bound_to`` ties the slot to its person and purpose."""
    salt, nonce = os.urandom(16), os.urandom(12)
    with _passing(_stretch(typed, salt, cost)) as key:
        locked = AESGCM(key).encrypt(nonce, secret, _bind(bound_to, cost))
    return Slot(
        memory=cost.memory,
        passes=cost.passes,
        lanes=cost.lanes,
        salt=salt.hex(),
        nonce=nonce.hex(),
        locked=locked.hex(),
    )


def unlock(slot: Slot, typed: str, bound_to: str) -> bytes:
    """Return the secret in a slot.

    Raises WrongSecretError, or VaultDamagedError when the slot asks for an absurd cost.
    """
    cost = KdfCost(slot.memory, slot.passes, slot.lanes)
    if not (
        FLOOR.memory <= cost.memory <= CEILING.memory
        and FLOOR.passes <= cost.passes <= CEILING.passes
        and FLOOR.lanes <= cost.lanes <= CEILING.lanes
    ):
        raise VaultDamagedError(TAMPERED)
    try:
        with _passing(_stretch(typed, bytes.fromhex(slot.salt), cost)) as key:
            return AESGCM(key).decrypt(
                bytes.fromhex(slot.nonce), bytes.fromhex(slot.locked), _bind(bound_to, cost)
            )
    except InvalidTag as error:
        message = "That doesn’t match. Try again."
        raise WrongSecretError(message) from error
    except ValueError as error:  # a salt or nonce of the wrong length
        raise VaultDamagedError(TAMPERED) from error


def envelope_key(secret: bytes) -> X25519PrivateKey:
    """Return the key that opens the envelope of the vault key."""
    with _passing(_derive(secret, b"alongside envelope")) as key:
        return X25519PrivateKey.from_private_bytes(key)


def public_bytes(key: X25519PrivateKey) -> bytes:
    """Return the public half, 32 bytes."""
    return key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def seal_envelope(vault_key: bytes, public: bytes, vault_id: str) -> bytes:
    """Seal the vault key to somebody's public key (HPKE, RFC 9180)."""
    return SUITE.encrypt(vault_key, X25519PublicKey.from_public_bytes(public), info=vault_id.encode())


def open_envelope(envelope: bytes, key: X25519PrivateKey, vault_id: str) -> bytes:
    """Return the vault key. Raises VaultDamagedError when the envelope was changed."""
    try:
        return SUITE.decrypt(envelope, key, info=vault_id.encode())
    except (InvalidTag, ValueError) as error:
        message = (
            "The key file is damaged, so nothing was opened. The records are unchanged. Restore a "
            "backup of the folder."
        )
        raise VaultDamagedError(message) from error


def wrap_signing_key(secret: bytes, key: bytes, person_id: str) -> bytes:
    """Lock a signing key under its owner's secret."""
    nonce = os.urandom(12)
    with _passing(_derive(secret, b"alongside signing")) as wrap:
        return nonce + AESGCM(wrap).encrypt(nonce, key, person_id.encode())


def unwrap_signing_key(secret: bytes, wrapped: bytes, person_id: str) -> bytes:
    """Open a signing key with its owner's secret. Raises VaultDamagedError when it was changed."""
    try:
        with _passing(_derive(secret, b"alongside signing")) as wrap:
            return AESGCM(wrap).decrypt(wrapped[:12], wrapped[12:], person_id.encode())
    except InvalidTag as error:
        message = (
            "This signing key is damaged. Nothing was signed. Ask the registered manager to reset the "
            "PIN, which makes a new key."
        )
        raise VaultDamagedError(message) from error


def private_key(secret: bytes) -> X25519PrivateKey:
    """Return the key that opens what its owner keeps private."""
    with _passing(_derive(secret, b"alongside private")) as key:
        return X25519PrivateKey.from_private_bytes(key)


def seal_private(content: bytes, public: bytes, record_id: str) -> bytes:
    """Seal content so that only the owner of the public key can read it (HPKE, RFC 9180)."""
    return SUITE.encrypt(
        content, X25519PublicKey.from_public_bytes(public), info=f"private {record_id}".encode()
    )


def open_private(sealed: bytes, key: X25519PrivateKey, record_id: str) -> bytes:
    """Return what was sealed. Raises NotAllowedError when it was sealed to another key."""
    try:
        return SUITE.decrypt(sealed, key, info=f"private {record_id}".encode())
    except (InvalidTag, ValueError) as error:
        message = (
            "This was kept private with a PIN that has been reset since, so nobody can open it any more. "
            "Everything shared is safe."
        )
        raise NotAllowedError(message) from error


def prove(signing_key: bytes, message: bytes) -> bytes:
    """Return a signature (ECDSA P-256, SHA-256, DER) with a signing key (PKCS8 DER) just opened."""
    key = serialization.load_der_private_key(signing_key, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        told = "not an elliptic-curve key"
        raise TypeError(told)
    return key.sign(message, ec.ECDSA(hashes.SHA256()))


def proven(certificate: bytes, message: bytes, proof: bytes) -> bool:
    """Whether a proof of a message was made with the key that a certificate (DER) is for."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(proof, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def key_id(certificate: bytes) -> str:
    """Return what tells the key of a certificate (DER) apart: the SHA-256 of its public half, hex."""
    return _public_id(x509.load_der_x509_certificate(certificate).public_key())


def key_id_of(signing_key: bytes) -> str:
    """Return what tells a signing key (PKCS8 DER) apart."""
    return _public_id(serialization.load_der_private_key(signing_key, None).public_key())


def _public_id(key: PublicKeyTypes) -> str:
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    return hashlib.sha256(key.public_bytes(serialization.Encoding.DER, kind)).hexdigest()


def check_value(vault_key: bytes, vault_id: str) -> str:
    """Return a value that proves a vault key right without opening the database."""
    with _passing(_derive(vault_key, b"alongside check")) as key:
        return hmac.new(key, vault_id.encode(), hashlib.sha256).hexdigest()


def seal_of(vault_key: bytes, body: bytes) -> str:
    """Return the tag that only somebody with the vault key can put on a key file."""
    with _passing(_derive(vault_key, b"alongside keyring")) as key:
        return hmac.new(key, body, hashlib.sha256).hexdigest()


def new_recovery_key() -> tuple[str, bytes]:
    """Return a recovery key as printed (six groups of Crockford base32 with a check) and its secret."""
    with _passing(os.urandom(RECOVERY_BYTES)) as secret:
        return _printed(secret), _derive(secret, b"alongside recovery")


def recovery_secret(printed: str) -> bytes:
    """Return the secret a printed recovery key stands for. Raises WrongSecretError on a typing mistake."""
    text = (
        "".join(printed.upper().split())
        .replace("-", "")
        .replace("O", "0")
        .replace("I", "1")
        .replace("L", "1")
    )
    message = "That is not a recovery key as printed. Check each group of letters and numbers and try again."
    if any(letter not in CROCKFORD for letter in text):
        raise WrongSecretError(message)
    number = 0
    for letter in text:
        number = number * 32 + CROCKFORD.index(letter)
    length = RECOVERY_BYTES + CHECK_BYTES
    if len(text) != _letters(length) or number >> (8 * length):
        raise WrongSecretError(message)
    raw = number.to_bytes(length, "big")
    secret = raw[:RECOVERY_BYTES]
    if not hmac.compare_digest(hashlib.sha256(secret).digest()[:CHECK_BYTES], raw[RECOVERY_BYTES:]):
        raise WrongSecretError(message)
    return _derive(secret, b"alongside recovery")


def new_code() -> str:
    """Return a one-time code to hand to somebody: eight letters and numbers in two groups."""
    text = base64.b32encode(os.urandom(5)).decode().translate(str.maketrans("ILOU", "89WX"))
    return f"{text[:4]}-{text[4:]}"


def check_pin(pin: str) -> None:
    """Raise WeakSecretError unless a PIN has six digits or more that are not a pattern.

    Longer words are fine too.
    """
    digits = pin.isdecimal()
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(pin)}
    if len(pin) < SHORTEST_PIN or (digits and (len(set(pin)) < 3 or steps in ({1}, {-1}))):  # noqa: PLR2004 - fewer than three digits is a pattern
        message = "Choose a PIN of 6 digits or more that is not a pattern such as 123456 or 111111."
        raise WeakSecretError(message)


def check_passphrase(passphrase: str, name: str) -> None:
    """Raise WeakSecretError for a passphrase that is short, common or somebody's name (NCSC.

    Length and a deny-list).
    """
    plain = normal(passphrase).casefold()
    parts = [part for part in name.casefold().split() if len(part) > 3]  # noqa: PLR2004 - short names occur in ordinary words
    if len(plain) < SHORTEST_PASSPHRASE:
        message = "Use 12 letters or more. Three or four random words are easy to remember and hard to guess."
        raise WeakSecretError(message)
    rest = plain
    for word in (*COMMON, *parts):
        rest = rest.replace(word, "")
    if len(rest.strip(" 0123456789!.")) < SHORTEST_PASSPHRASE // 2 or len(set(plain)) < SHORTEST_PIN:
        message = "That is easy to guess. Use three or four random words, and leave your own name out."
        raise WeakSecretError(message)


def normal(typed: str) -> str:
    """Return what was typed in one form, so that the same letters match from every keyboard."""
    return unicodedata.normalize("NFKC", typed)


def _stretch(typed: str, salt: bytes, cost: KdfCost) -> bytes:
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    )
    with _passing(normal(typed).encode("utf-8", "surrogatepass")) as encoded:
        return kdf.derive(encoded)


@contextmanager
def _passing(key: bytes) -> Iterator[bytes]:
    """Let a key be used that nobody else holds; then it is overwritten."""
    try:
        yield key
    finally:
        wipe(key)


def _bind(bound_to: str, cost: KdfCost) -> bytes:
    return f"alongside slot 1|{bound_to}|{cost.memory}|{cost.passes}|{cost.lanes}".encode()


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)


def _letters(length: int) -> int:
    return -(-length * 8 // 5)


def _printed(secret: bytes) -> str:
    raw = secret + hashlib.sha256(secret).digest()[:CHECK_BYTES]
    number, letters = int.from_bytes(raw, "big"), ""
    for _ in range(_letters(len(raw))):
        number, rest = divmod(number, 32)
        letters = CROCKFORD[rest] + letters
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))
