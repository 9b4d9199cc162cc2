package dev.watchkeeper.review.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Renders the templates that were compiled with the module; everything in them is escaped for where it stands. */
final class Html {

    /** As what pages are sent. */
    static final String TYPE = "text/html;charset=UTF-8";

    private static final int USUAL_LENGTH = 48 * 1024;

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    String render(String template, Map<String, Object> model) {
        StringOutput output = new StringOutput(USUAL_LENGTH);
        engine.render(template, model, output);
        return output.toString();
    }
}
