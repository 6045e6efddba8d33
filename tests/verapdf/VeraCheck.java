import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validate PDF files: VeraCheck ua1,3a FILE...
 *
 * Prints one line per file and profile, "NAME PROFILE PASS" or "FAIL", and under it
 * every broken rule with its first place. Exit code 1 if anything failed.
 */
public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean allHold = true;
        for (int i = 1; i < arguments.length; i++) {
            for (String profile : arguments[0].split(",")) {
                allHold &= holds(new File(arguments[i]), profile);
            }
        }
        System.exit(allHold ? 0 : 1);
    }

    private static boolean holds(File file, String profile) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(profile);
        // An unknown name silently means PDF/A-1b.
        if (!flavour.getId().equals(profile)) {
            throw new IllegalArgumentException("no such profile: " + profile);
        }
        ValidationResult result;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, true)) {
            result = validator.validate(parser);
        }
        Map<String, String> broken = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.PASSED) {
                continue;
            }
            String rule = assertion.getRuleId().getClause()
                    + "-" + assertion.getRuleId().getTestNumber();
            broken.putIfAbsent(
                    rule,
                    assertion.getMessage() + " @ " + assertion.getLocation().getContext());
        }
        System.out.printf(
                "%s %s %s%n", file.getName(), profile, result.isCompliant() ? "PASS" : "FAIL");
        broken.forEach((rule, place) -> System.out.println("   " + rule + ": " + place));
        return result.isCompliant();
    }
}
