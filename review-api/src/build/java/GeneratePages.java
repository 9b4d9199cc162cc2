import gg.jte.Constants;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Turns the console's templates into Java sources before the module is compiled, so that a template that does not fit
 * its view model breaks the build. Run by Maven as a single file; arguments: templates, target folder.
 */
final class GeneratePages {

    private GeneratePages() {}

    public static void main(String[] arguments) throws Exception {
        Path target = Files.createDirectories(Path.of(arguments[1]));
        TemplateEngine engine = TemplateEngine.create(
                new DirectoryCodeResolver(Path.of(arguments[0])),
                target,
                ContentType.Html,
                null,
                Constants.PACKAGE_NAME_PRECOMPILED);
        System.out.println("pages: " + engine.generateAll().size());
    }
}
