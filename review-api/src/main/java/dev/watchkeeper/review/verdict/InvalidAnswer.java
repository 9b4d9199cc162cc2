package dev.watchkeeper.review.verdict;

/** An answer that cannot be given as it is; says which field and why. */
public final class InvalidAnswer extends IllegalArgumentException {

    private final String field;

    /** This field is wrong for this reason. */
    public InvalidAnswer(String field, String why) {
        super(field + " " + why);
        this.field = field;
    }

    /** The field. */
    public String field() {
        return field;
    }
}
