"""What is written in the hearing and the assessment of an initiative."""

MATTER = {"matter": "Missä kohdassa pihaa penkit palvelisivat?"}
ASSESSED = {"assessment": "Toteutettavissa."}
