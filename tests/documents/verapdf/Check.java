import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks one PDF against PDF/A-3a and PDF/UA-1 and prints each rule that fails. Arguments: the file. */
public class Check {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1}) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(arguments[0]), flavour)) {
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 20, false, false, false);
                ValidationResult result = validator.validate(parser);
                System.out.println(flavour.getId() + " " + (result.isCompliant() ? "PASS" : "FAIL"));
                for (TestAssertion test : result.getTestAssertions()) {
                    System.out.println("  " + test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber() + " " + test.getMessage());
                }
                good &= result.isCompliant();
            }
        }
        System.exit(good ? 0 : 1);
    }
}
