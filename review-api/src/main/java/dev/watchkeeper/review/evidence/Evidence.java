package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.store.online.OnlineStore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All read models together: what was read from the topics goes in by {@code accept}, pages read what they need. The
 * counters tell a page whether there is anything new.
 */
public final class Evidence {

    /**
     * How many records of each kind came in, to compare with an earlier answer.
     *
     * @param scores scores and vectors
     * @param incidents incidents and decisions
     * @param refusals refused records
     */
    public record Changes(long scores, long incidents, long refusals) {}

    private final LiveSeries series;
    private final Entities entities;
    private final IncidentHistory incidents;
    private final DecisionHistory decisions;
    private final Refusals refusals = new Refusals();
    private final AtomicLong scoreChanges = new AtomicLong();
    private final AtomicLong incidentChanges = new AtomicLong();
    private final AtomicLong refusalChanges = new AtomicLong();
    private volatile Progress progress = Progress.NOT_STARTED;

    /** A tenant's, bounded as configured; feature vectors are kept in the given store. */
    public Evidence(EvidenceBounds bounds, OnlineStore store, String tenant) {
        series = new LiveSeries(bounds.series());
        entities = new Entities(bounds.entities(), store, tenant);
        incidents = new IncidentHistory(bounds.incidents());
        decisions = new DecisionHistory(bounds.incidents() * 2);
    }

    /** Takes a score in. */
    public void accept(Score score) {
        series.accept(score);
        scoreChanges.incrementAndGet();
    }

    /** Takes a vector in. */
    public void accept(FeatureVector vector) {
        entities.accept(vector);
        scoreChanges.incrementAndGet();
    }

    /** Takes a revision of an incident in. */
    public void accept(Incident incident) {
        if (incidents.accept(incident)) {
            incidentChanges.incrementAndGet();
        }
    }

    /** Takes a revision of a decision in. */
    public void accept(Decision decision) {
        decisions.accept(decision);
        incidentChanges.incrementAndGet();
    }

    /** Takes a refusal in. */
    public void accept(Rejected rejected) {
        refusals.accept(rejected);
        refusalChanges.incrementAndGet();
    }

    /** Says how far the reading has come. */
    public void progress(Progress reached) {
        progress = reached;
    }

    /** How far the reading has come. */
    public Progress progress() {
        return progress;
    }

    /** The counters. */
    public Changes changes() {
        return new Changes(scoreChanges.get(), incidentChanges.get(), refusalChanges.get());
    }

    /** Scored series, unscored ones, models, heartbeat. */
    public LiveSeries series() {
        return series;
    }

    /** Vectors, versions, traces, templates. */
    public Entities entities() {
        return entities;
    }

    /** Incidents. */
    public IncidentHistory incidents() {
        return incidents;
    }

    /** Decisions. */
    public DecisionHistory decisions() {
        return decisions;
    }

    /** What was refused. */
    public Refusals refusals() {
        return refusals;
    }
}
