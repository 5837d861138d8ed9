"""Headings of training lists, and the subjects of the ASC-WDS training file by code (checked August 2026)."""

from __future__ import annotations

from app.domain.staff_codes import TAKEN as OF_PEOPLE

TAKEN = {
    "location": OF_PEOPLE["location"],
    "reference": OF_PEOPLE["reference"],
    "name": OF_PEOPLE["name"],
    "first_name": OF_PEOPLE["first_name"],
    "last_name": OF_PEOPLE["last_name"],
    "subject": ("CATEGORY", "training category", "subject", "topic", "type of training"),
    "title": (
        *("TRAININGNAME", "DESCRIPTION", "training", "training name", "training title", "course"),
        *("course name", "course title", "training course", "qualification", "module"),
    ),
    "done_on": (
        *("DATECOMPLETED", "date completed", "completed", "completed on", "completion date", "date done"),
        *("done", "done on", "date", "training date", "date of training", "course date", "date attended"),
    ),
    "expires_on": (
        *("EXPIRYDATE", "expiry date", "expires", "expires on", "expiry", "valid until", "valid to"),
        *("renewal date", "renewal", "refresher due", "due", "due date", "runs out", "counts until"),
    ),
    "months": ("VALIDITY", "months", "valid for", "valid for months", "validity months"),
}
"""What is taken, and the headings each is known by (ASC-WDS heading first)."""
LABELS = {
    "location": "Workplace reference",
    "reference": "Staff reference",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Surname",
    "subject": "Subject",
    "title": "Training",
    "done_on": "Done on",
    "expires_on": "Counts until",
    "months": "Months it counts",
}

SUBJECTS = {
    "1": "Control and restraint",
    "2": "Dementia care",
    "5": "Emergency aid awareness",
    "6": "Fire safety",
    "7": "Basic life support and first aid",
    "8": "Food hygiene",
    "9": "Health and safety awareness",
    "10": "Infection prevention and control",
    "11": "Leadership and management",
    "12": "Learning disability",
    "13": "Medication management",
    "14": "Mental capacity and liberty safeguards",
    "15": "Assisting and moving people",
    "16": "Nutrition and hydration",
    "17": "Palliative, end of life care",
    "18": "Physical disability",
    "19": "Positive behaviour support and non-restrictive practice",
    "20": "Safeguarding adults",
    "21": "Other",
    "22": "Dignity, respect, person-centred care",
    "23": "Equality and diversity",
    "25": "Children’s and young people’s related training",
    "26": "Data management and GDPR",
    "27": "Epilepsy",
    "28": "Communication",
    "29": "Diabetes",
    "30": "COSHH",
    "31": "Mental health",
    "32": "Autism",
    "33": "Continence care",
    "34": "Duty of care",
    "35": "Supervision, performance management",
    "36": "Stroke",
    "37": "Complaints handling, conflict resolution",
    "38": "Personal care",
    "39": "Activity provision, wellbeing",
    "40": "Sensory disability",
    "41": "Oliver McGowan training (e-learning)",
    "42": "Oliver McGowan training (Tier 1)",
    "43": "Oliver McGowan training (Tier 2)",
    "44": "Oral health",
    "45": "Moving and handling objects",
    "46": "Assisted digital and accessibility",
    "47": "Digital leadership skills",
    "48": "In-house systems and applications",
    "49": "Online safety and security",
    "50": "Social media and communications",
    "51": "Working with digital technology",
}
"""ASC-WDS training categories by bulk-upload code."""
OTHER = "21"
"""The category that says nothing: the training counts by its own name."""
