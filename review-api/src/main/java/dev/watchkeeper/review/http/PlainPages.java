package dev.watchkeeper.review.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** The forms and nothing else. */
final class PlainPages implements Pages {

    @Override
    public String login(HttpServletRequest request, String problem, boolean loggedOut) {
        return page(
                "Log in",
                line(loggedOut ? "You are logged out." : problem)
                        + form(
                                request,
                                "/login",
                                field("username", "Name", "text", "username")
                                        + field("password", "Password", "password", "current-password")));
    }

    @Override
    public String password(HttpServletRequest request, String problem, boolean mustChange) {
        return page(
                mustChange ? "Choose a password" : "Change your password",
                line(problem)
                        + form(
                                request,
                                "/password",
                                field("current", "Password so far", "password", "current-password")
                                        + field("next", "New password", "password", "new-password")));
    }

    @Override
    public String problem(HttpServletRequest request, int status, String title, String detail) {
        return page(title, line(status + ": " + detail));
    }

    private static String form(HttpServletRequest request, String action, String fields) {
        CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        String hidden = token == null
                ? ""
                : "<input type=\"hidden\" name=\"" + HtmlUtils.htmlEscape(token.getParameterName()) + "\" value=\""
                        + HtmlUtils.htmlEscape(token.getToken()) + "\">";
        return "<form method=\"post\" action=\"" + action + "\">" + hidden + fields
                + "<p><button type=\"submit\">Go on</button></p></form>";
    }

    private static String field(String name, String label, String type, String autocomplete) {
        return "<p><label>" + label + " <input name=\"" + name + "\" type=\"" + type + "\" autocomplete=\""
                + autocomplete + "\" required></label></p>";
    }

    private static String line(String text) {
        return text.isEmpty() ? "" : "<p>" + HtmlUtils.htmlEscape(text) + "</p>";
    }

    private static String page(String title, String body) {
        String escaped = HtmlUtils.htmlEscape(title);
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped
                + "</title></head><body><main><h1>" + escaped + "</h1>" + body + "</main></body></html>";
    }
}
