package dev.watchkeeper.jobs.features.logs;

import java.util.ArrayList;
import java.util.List;

/** The templates of one leaf of the tree: same number of tokens, same first tokens. State, filled by Flink. */
public final class TemplateGroup {

    /** In order of creation. */
    public List<Template> templates = new ArrayList<>();
}
