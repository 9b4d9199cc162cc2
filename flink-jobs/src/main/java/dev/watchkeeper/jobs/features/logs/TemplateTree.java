package dev.watchkeeper.jobs.features.logs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A streaming parser of log lines in the manner of Drain (He et al., ICWS 2017): a tree of fixed depth leads by the
 * number of tokens and the first two tokens to a leaf; there the most similar template takes the line, and what differs
 * becomes {@code <*>}, or the line begins a template. Bounded: the template unused for longest makes room. The same lines
 * in the same order give the same templates with the same ids.
 */
final class TemplateTree {

    /** The least share of equal tokens that makes a line one of a template. */
    static final double SIMILAR = 0.5;

    private static final int LONGEST_SAMPLE = 256;

    private final TemplateGroups groups;
    private final int mostTemplates;

    /**
     * What a line was found to be.
     *
     * @param template its template
     * @param isNew whether the line began it
     * @param templates how many the tree now holds
     */
    record Match(Template template, boolean isNew, int templates) {}

    TemplateTree(TemplateGroups groups, int mostTemplates) {
        this.groups = groups;
        this.mostTemplates = mostTemplates;
    }

    /**
     * Finds or makes the template of a line.
     *
     * @param line the line as it was
     * @param severity its severity number
     * @param now counts the lines of this tree
     * @param templates how many the tree holds
     */
    Match match(String line, int severity, long now, int templates) throws Exception {
        List<String> tokens = Masking.tokens(line);
        String path = path(tokens);
        TemplateGroup leaf = groups.get(path);
        Template best = leaf == null ? null : best(leaf, tokens);
        if (leaf != null && best != null) {
            generalize(best, tokens);
            best.severity = Math.max(best.severity, severity);
            best.usedAt = now;
            groups.put(path, leaf);
            return new Match(best, false, templates);
        }
        int kept = templates;
        if (kept >= mostTemplates) {
            evict();
            kept--;
            leaf = groups.get(path);
        }
        TemplateGroup home = leaf == null ? new TemplateGroup() : leaf;
        String sample = line.length() <= LONGEST_SAMPLE ? line : line.substring(0, LONGEST_SAMPLE);
        Template made = new Template(id(path, tokens), tokens, severity, now, sample);
        home.templates.add(made);
        groups.put(path, home);
        return new Match(made, true, kept + 1);
    }

    private static String path(List<String> tokens) {
        StringBuilder path = new StringBuilder().append(tokens.size());
        for (int i = 0; i < Math.min(2, tokens.size()); i++) {
            String token = tokens.get(i);
            path.append('\u0000').append(token.contains(Masking.WILDCARD) ? Masking.WILDCARD : token);
        }
        return path.toString();
    }

    private static @Nullable Template best(TemplateGroup leaf, List<String> tokens) {
        Template best = null;
        double bestSimilarity = 0;
        for (Template template : leaf.templates) {
            double similarity = similarity(template.tokens, tokens);
            if (similarity >= SIMILAR && similarity > bestSimilarity) {
                best = template;
                bestSimilarity = similarity;
            }
        }
        return best;
    }

    /**
     * The share of equal tokens. What varied before counts as different, so that at least half of a template always
     * stays as it began and no template ends up taking everything.
     */
    static double similarity(List<String> template, List<String> tokens) {
        int equal = 0;
        for (int i = 0; i < tokens.size(); i++) {
            equal += template.get(i).equals(tokens.get(i)) ? 1 : 0;
        }
        return tokens.isEmpty() ? 1 : (double) equal / tokens.size();
    }

    private static void generalize(Template template, List<String> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (!template.tokens.get(i).equals(tokens.get(i))) {
                template.tokens.set(i, Masking.WILDCARD);
            }
        }
    }

    private void evict() throws Exception {
        String oldestPath = null;
        Template oldest = null;
        for (Map.Entry<String, TemplateGroup> leaf : groups.all()) {
            for (Template template : leaf.getValue().templates) {
                if (oldest == null || template.usedAt < oldest.usedAt) {
                    oldest = template;
                    oldestPath = leaf.getKey();
                }
            }
        }
        if (oldest == null || oldestPath == null) {
            return;
        }
        TemplateGroup leaf = groups.get(oldestPath);
        if (leaf != null) {
            Template gone = oldest;
            leaf.templates.removeIf(template -> template.usedAt == gone.usedAt);
            if (leaf.templates.isEmpty()) {
                groups.remove(oldestPath);
            } else {
                groups.put(oldestPath, leaf);
            }
        }
    }

    private static String id(String path, List<String> tokens) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((path + '\u0000' + String.join(" ", tokens)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
