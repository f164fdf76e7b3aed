"""Words that stand before, inside or in place of a person's name."""

from __future__ import annotations

import re

PARTICLES = frozenset(
    """de da do dos das di del della du la le van von der den ter bin binti ibn al el ap ab
    ferch nic mac mc st ui ni ó o""".split()
)
TITLE = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|sir|dame|cllr|mister)"
RELATION = (
    r"(?:husband|wife|partner|son|daughter|mum|mom|mam|dad|mother|father|sister|brother|landlord|"
    r"landlady|tenant|tenants|neighbour|flatmate|housemate|carer|gran|nan|grandma|grandad|friend|"
    r"uncle|auntie?|cousin|niece|nephew|fianc[eé]e?|girlfriend|boyfriend|mother-in-law|"
    r"father-in-law|executor|solicitor|lodger|colleague|son-in-law|daughter-in-law|"
    r"granddaughter|grandson|stepson|stepdaughter|boss|manager|supervisor)"
)
STAFF = (
    r"(?:agent|adviser|advisor|colleague|operator|rep|representative|engineer|supervisor|"
    r"technician|fitter|installer|employee|csr|assistant|handler|account holder|bill ?payer|"
    r"tenant|occupier|customer|caller|applicant|cardholder|payee|policyholder)"
)
# Firms and public figures with the name of a person.
FIRMS = re.compile(
    r"\b(?:john lewis|martin lewis|marks (?:and|&) spencer|ernest jones|fred olsen|"
    r"laura ashley|ted baker|paul smith|harvey nichols|rolls[ -]royce|thomas cook|austin reed|"
    r"jd sports|jack wills|barratt homes|taylor wimpey|robert dyas|lloyds bank|money ?saving "
    r"expert|worcester bosch|alexander dennis|grant thornton|citizens advice|st andrew'?s day|"
    r"burns night|storm \w+|boxing day|good friday)\b",
    re.IGNORECASE,
)
