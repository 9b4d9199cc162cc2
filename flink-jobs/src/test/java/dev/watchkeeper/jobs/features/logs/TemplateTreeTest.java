package dev.watchkeeper.jobs.features.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateTreeTest {

    private static final int ROOM = 3;

    private final Leaves leaves = new Leaves();
    private int templates;
    private long lines;

    @Test
    void linesOfOneStatement_shareATemplate() throws Exception {
        mine("PacketResponder 1 for block blk_38865049064139660 terminating");
        mine("PacketResponder 0 for block blk_-6952295868487656571 terminating");
        Template template = mine("PacketResponder 2 for block blk_8229193803249955061 terminating")
                .template();
        assertThat(template.text()).isEqualTo("PacketResponder <*> for block <*> terminating");
        assertThat(templates).isEqualTo(1);
    }

    @Test
    void wordThatVaries_becomesAWildcard() throws Exception {
        TemplateTree.Match first = mine("user alice logged in from console");
        TemplateTree.Match second = mine("user bobby logged in from desktop");
        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isTrue(); // the second token leads to another leaf
        TemplateTree.Match third = mine("user alice logged in from desktop");
        assertThat(third.isNew()).isFalse();
        assertThat(third.template().text()).isEqualTo("user alice logged in from <*>");
    }

    @Test
    void lineHalfEqual_isOfTheTemplate_lessIsNot() throws Exception {
        mine("a b c d");
        assertThat(mine("a b x y").isNew()).isFalse();
        assertThat(mine("a b z w").isNew()).isFalse();
        mine("e f g h i");
        assertThat(mine("e f x y z").isNew()).isTrue();
    }

    @Test
    void idOfATemplate_staysWhileItGeneralizes() throws Exception {
        String id = mine("disk full on volume data").template().id;
        TemplateTree.Match later = mine("disk full on volume logs");
        assertThat(later.template().id).isEqualTo(id);
        assertThat(later.template().text()).isEqualTo("disk full on volume <*>");
    }

    @Test
    void sameLines_giveTheSameIds() throws Exception {
        String id = mine("shutting down").template().id;
        TemplateTreeTest other = new TemplateTreeTest();
        assertThat(other.mine("shutting down").template().id).isEqualTo(id);
    }

    @Test
    void templateUnusedForLongest_makesRoom() throws Exception {
        mine("first kind");
        mine("second kind");
        mine("third kind");
        mine("first kind"); // used again
        mine("fourth kind");
        assertThat(templates).isEqualTo(ROOM);
        assertThat(texts()).containsExactly("first kind", "fourth kind", "third kind");
    }

    @Test
    void highestSeverity_isKept() throws Exception {
        mine("connection lost", 13);
        assertThat(mine("connection lost", 17).template().severity).isEqualTo(17);
        assertThat(mine("connection lost", 9).template().severity).isEqualTo(17);
    }

    private TemplateTree.Match mine(String line) throws Exception {
        return mine(line, 9);
    }

    private TemplateTree.Match mine(String line, int severity) throws Exception {
        TemplateTree.Match match = new TemplateTree(leaves, ROOM).match(line, severity, ++lines, templates);
        templates = match.templates();
        return match;
    }

    private TreeSet<String> texts() {
        TreeSet<String> texts = new TreeSet<>();
        leaves.byPath.values().forEach(leaf -> leaf.templates.forEach(template -> texts.add(template.text())));
        return texts;
    }

    private static final class Leaves implements TemplateGroups {
        private final Map<String, TemplateGroup> byPath = new TreeMap<>();

        @Override
        public @Nullable TemplateGroup get(String path) {
            return byPath.get(path);
        }

        @Override
        public void put(String path, TemplateGroup group) {
            byPath.put(path, group);
        }

        @Override
        public void remove(String path) {
            byPath.remove(path);
        }

        @Override
        public Iterable<Map.Entry<String, TemplateGroup>> all() {
            List<Map.Entry<String, TemplateGroup>> all = new ArrayList<>(byPath.entrySet());
            return all;
        }
    }
}
