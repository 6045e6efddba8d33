"""The four areas of the participation programme in English."""

from collections.abc import Sequence

from cms.demo.themes.shape import Theme

THEMES: Sequence[Theme] = (
    (
        "Participation in information and getting service",
        "Current information is easy to find, and help comes when it is needed.",
        (
            "We secure the way into services also by online booking and flexible hours.",
            "We bring digital services for wellbeing within easy reach.",
            "We guide and help people in self-care and in doing things themselves.",
        ),
        (
            (
                "All ways to take part on one page",
                "Communications",
                "Visitors and feedback",
                "The page is there in three languages and partly in plain Finnish.",
            ),
            (
                "Digital support at every health centre",
                "Digital services",
                "Health centres with digital support",
                "There is support now at seven health centres of ten.",
            ),
        ),
    ),
    (
        "Participation in encounters",
        "Clients are heard and can make choices in their own services.",
        (
            "We ask for opinions, take feedback and change what we do because of it.",
            "We bring clients along in developing services.",
            "We find and remove barriers to participation and strengthen the client's own agency.",
        ),
        (
            (
                "Feedback can be given after every visit",
                "Client service",
                "Number of responses and time to answer",
                "A text-message survey is in use at the reception desks.",
            ),
            (
                "Barriers to participation mapped in each service",
                "Heads of service areas",
                "Services mapped",
                "The mapping was put off because buying interpreting took long.",
            ),
        ),
    ),
    (
        "Participation in developing services",
        "We understand what clients need, wish and expect.",
        (
            "We offer different ways to develop services.",
            "We build up resident developers and residents' panels.",
            "We work together with associations and organisations.",
        ),
        (
            (
                "Initiatives are answered in public",
                "Participation and work with organisations",
                "Initiatives answered in time",
                "The initiative channel is open, and answers are published.",
            ),
            (
                "A participation forum four times a year",
                "Participation and work with organisations",
                "People at each forum",
                "Three forums have been held, with 46 people on average.",
            ),
            (
                "A residents' panel in every municipality",
                "Work with municipalities",
                "Municipalities with a panel",
                "Panels have started in four municipalities.",
            ),
        ),
    ),
    (
        "Participation in decision-making",
        "We act by the goals agreed on and learn new ways.",
        (
            "We review the goals every quarter.",
            "We try things boldly and make a habit of what works.",
            "We see to it that leadership supports participation.",
        ),
        (
            (
                "Quarterly monitoring is published",
                "Strategy and development",
                "Reviews published in time",
                "The latest review is on this page.",
            ),
            (
                "Training in participation for superiors",
                "Personnel services",
                "Superiors trained",
                "The training starts next year.",
            ),
        ),
    ),
)
