import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import gg.jte.runtime.Constants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Turns the console's templates into Java sources before the module is compiled, so that a template that does not fit
 * its view model breaks the build. Run by Maven as a single file; arguments: templates, target folder.
 */
final class GeneratePages {

    private GeneratePages() {}

    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[1]);
        clear(target);
        TemplateEngine engine = TemplateEngine.create(
                new DirectoryCodeResolver(Path.of(arguments[0])),
                target,
                ContentType.Html,
                null,
                Constants.PACKAGE_NAME_PRECOMPILED);
        System.out.println("pages: " + engine.generateAll().size());
    }

    /** What a deleted template left behind would still be compiled. */
    private static void clear(Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> old = Files.walk(target)) {
            for (Path file :
                    old.filter(path -> path.toString().endsWith(".java")).toList()) {
                Files.delete(file);
            }
        }
    }
}
