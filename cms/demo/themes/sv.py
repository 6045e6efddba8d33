"""The four areas of the participation programme in Swedish."""

from collections.abc import Sequence

from cms.demo.themes.shape import Theme

THEMES: Sequence[Theme] = (
    (
        "Delaktighet i information och service",
        "Aktuell information är lätt att hitta, och den som behöver hjälp får den i rätt tid.",
        (
            "Vi tryggar tillgången till tjänsterna också med tidsbokning på webben och flexibla tider.",
            "Vi gör digitala tjänster som främjar välfärden lätt tillgängliga.",
            "Vi ger råd och redskap för egenvård och självständig ärendehantering.",
        ),
        (
            (
                "Vi berättar om alla sätt att delta på en enda sida",
                "Kommunikation",
                "Besökare och respons",
                "Sidan finns på tre språk och delvis på lättläst finska.",
            ),
            (
                "Digitalt stöd på varje hälsostation",
                "Digitala tjänster",
                "Hälsostationer med digitalt stöd",
                "Stödet finns nu på sju av tio hälsostationer.",
            ),
        ),
    ),
    (
        "Delaktighet i möten",
        "Klienten blir hörd och kan göra val i sina egna tjänster.",
        (
            "Vi frågar efter åsikter, tar emot respons och ändrar vår verksamhet utifrån den.",
            "Vi tar med klienterna när tjänsterna utvecklas.",
            "Vi identifierar och undanröjer hinder för delaktighet och stärker klientens egen handlingskraft.",
        ),
        (
            (
                "Respons kan ges efter varje besök",
                "Klientservice",
                "Antal responser och svarstid",
                "Enkäten per textmeddelande används på mottagningarna.",
            ),
            (
                "Hindren för delaktighet kartläggs i varje tjänst",
                "Serviceområdenas ledning",
                "Kartlagda tjänster",
                "Kartläggningen sköts upp, eftersom upphandlingen av tolkning tog tid.",
            ),
        ),
    ),
    (
        "Delaktighet i utvecklingen av tjänster",
        "Vi förstår klienternas behov, önskemål och förväntningar.",
        (
            "Vi erbjuder olika sätt att utveckla tjänsterna.",
            "Vi utvecklar invånarutvecklarnas och invånarpanelernas verksamhet.",
            "Vi samarbetar med föreningar och organisationer.",
        ),
        (
            (
                "Initiativ besvaras offentligt",
                "Delaktighet och organisationssamarbete",
                "Initiativ som besvarats i tid",
                "Kanalen för initiativ är öppen, och svaren publiceras.",
            ),
            (
                "Delaktighetsforum fyra gånger om året",
                "Delaktighet och organisationssamarbete",
                "Deltagare per forum",
                "Tre forum har hållits, med i genomsnitt 46 deltagare.",
            ),
            (
                "En invånarpanel i varje kommun",
                "Kommunsamarbete",
                "Kommuner med panel",
                "Panelen har börjat i fyra kommuner.",
            ),
        ),
    ),
    (
        "Delaktighet i beslutsfattandet",
        "Vi handlar enligt de överenskomna målen och lär oss nya sätt.",
        (
            "Vi följer upp målen varje kvartal.",
            "Vi prövar modigt och gör det som fungerar till vana.",
            "Vi ser till att ledning och chefsarbete stöder delaktigheten.",
        ),
        (
            (
                "Kvartalsuppföljningen publiceras",
                "Strategi och utveckling",
                "Uppföljningar som publicerats i tid",
                "Den senaste uppföljningen finns på den här sidan.",
            ),
            (
                "Utbildning i delaktighet för chefer",
                "Personaltjänster",
                "Utbildade chefer",
                "Utbildningen börjar nästa år.",
            ),
        ),
    ),
)
