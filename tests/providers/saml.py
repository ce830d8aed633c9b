"""pysaml2's identity provider: it reads our question and answers it, signed.

pysaml2 signs by a program, xmlsec1; here the library of the same makers does it, which the extra
`saml` brings anyway.
"""

from __future__ import annotations

import base64
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

with warnings.catch_warnings():  # it names a cipher that cryptography has moved
    warnings.simplefilter("ignore")
    from saml2 import BINDING_HTTP_REDIRECT, sigver
    from saml2.config import IdPConfig
    from saml2.metadata import create_metadata_string
    from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
    from saml2.server import Server
    from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA1, SIG_RSA_SHA256

ENTITY = "https://login.varnholm.example/saml"
SIGN_ON_AT = "https://login.varnholm.example/saml/sign-on"
AUTHN = {"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"}
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"


class SignsByLibrary(sigver.CryptoBackendXmlSec1):  # type: ignore[misc]  # pysaml2 ships no types
    def sign_statement(self, statement: Any, node_name: str, key_file: str, node_id: str) -> str:  # noqa: ANN401 - pysaml2's signature
        text = statement if isinstance(statement, bytes) else str(statement).encode()
        tree = etree.fromstring(text)
        [node] = tree.xpath(f"//*[@ID='{node_id}']")
        template = next(e for e in node if e.tag == "{http://www.w3.org/2000/09/xmldsig#}Signature")
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_file(key_file, xmlsec.constants.KeyDataFormatPem)
        context.register_id(node, "ID")
        context.sign(template)
        return str(etree.tostring(tree).decode())


def key_and_certificate(folder: Path) -> tuple[Path, Path]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "login.varnholm.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    key_file, certificate_file = folder / "key.pem", folder / "certificate.pem"
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    key_file.write_bytes(key.private_bytes(pem, pkcs8, plain))
    certificate_file.write_bytes(certificate.public_bytes(pem))
    return key_file, certificate_file


class Provider:
    """One company's, which knows Tandem by its metadata."""

    def __init__(self, folder: Path, ours: str = "", *, old_ways: bool = False) -> None:
        self.algorithm = SIG_RSA_SHA1 if old_ways else SIG_RSA_SHA256
        self.key, self.certificate = key_and_certificate(folder)
        self.config = IdPConfig().load(
            {
                "entityid": ENTITY,
                "xmlsec_binary": "/bin/true",  # is looked for, and never called
                "key_file": str(self.key),
                "cert_file": str(self.certificate),
                "metadata": {"inline": [ours]} if ours else {},
                "service": {
                    "idp": {
                        "endpoints": {
                            "single_sign_on_service": [(SIGN_ON_AT, BINDING_HTTP_REDIRECT)]
                        },
                    }
                },
            }
        )

    def metadata(self) -> str:
        said = create_metadata_string("", config=self.config)
        return str(said.decode() if isinstance(said, bytes) else said)

    def answer(
        self, question: str, who: str, attributes: Mapping[str, str], **changed: object
    ) -> str:
        """The form's SAMLResponse, as it arrives at Tandem."""
        server = Server(config=self.config)
        asked = parse_qs(urlsplit(question).query)["SAMLRequest"][0]
        request = server.parse_authn_request(asked, BINDING_HTTP_REDIRECT).message
        response = server.create_authn_response(
            **{
                "identity": dict(attributes),
                "in_response_to": request.id,
                "destination": request.assertion_consumer_service_url,
                "sp_entity_id": request.issuer.text,
                "name_id": NameID(format=NAMEID_FORMAT_PERSISTENT, text=who),
                "authn": AUTHN,
                "sign_assertion": True,
                "sign_response": False,
                "sign_alg": self.algorithm,
                "digest_alg": DIGEST_SHA256,
                **changed,
            }
        )
        return base64.b64encode(str(response).encode()).decode()
