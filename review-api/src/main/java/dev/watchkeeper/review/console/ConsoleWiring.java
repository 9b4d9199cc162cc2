package dev.watchkeeper.review.console;

import dev.watchkeeper.review.config.ReviewConfig;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.EvidenceBounds;
import dev.watchkeeper.review.evidence.EvidenceConfig;
import dev.watchkeeper.review.evidence.EvidenceFeed;
import dev.watchkeeper.review.evidence.EvidenceFeeds;
import dev.watchkeeper.review.http.Annotations;
import dev.watchkeeper.review.http.Pages;
import dev.watchkeeper.review.queue.IncidentNumbers;
import dev.watchkeeper.review.queue.Records;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.verdict.Verdicts;
import dev.watchkeeper.schemas.wire.WireFormat;
import dev.watchkeeper.store.online.InMemoryOnlineStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the console together; what it needs of the other packages comes in as beans. */
@Configuration(proxyBeanMethods = false)
public class ConsoleWiring {

    @Bean
    EvidenceConfig evidenceConfig(ReviewConfig config) {
        return new EvidenceConfig(config.originalsStrings());
    }

    @Bean
    ConsoleConfig consoleConfig(ReviewConfig config) {
        return new ConsoleConfig(config.originalsStrings());
    }

    @Bean
    Evidence evidence(EvidenceConfig config, ReviewConfig review) {
        EvidenceBounds bounds = config.bounds();
        return new Evidence(bounds, new InMemoryOnlineStore(bounds.entities()), review.getString("tenant"));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    EvidenceFeed evidenceFeed(
            Evidence evidence, EvidenceConfig evidenceConfig, ReviewConfig config, WireFormat format, Clock clock) {
        return EvidenceFeeds.of(
                evidence, config.kafkaClient(), format, config.getString("tenant"), evidenceConfig.back(), clock);
    }

    @Bean
    Html html() {
        return new Html();
    }

    @Bean
    Frames frames(Evidence evidence, ReviewQueue queue, Clock clock) {
        return new Frames(evidence, queue, clock);
    }

    @Bean
    Pages dressedPages(Html html, Frames frames) {
        return new DressedPages(html, frames);
    }

    @Bean
    ReadingPages readingPages(
            Html html,
            Frames frames,
            Pages pages,
            Evidence evidence,
            ConsoleConfig config,
            IncidentNumbers numbers,
            ReviewQueue queue,
            Records records,
            Annotations annotations,
            Clock clock) {
        return new ReadingPages(
                html, frames, pages, evidence, config.links(), numbers, queue, records, annotations, clock);
    }

    @Bean
    AnswerPages answerPages(
            Html html,
            Frames frames,
            Pages pages,
            Evidence evidence,
            IncidentNumbers numbers,
            ReviewQueue queue,
            Verdicts verdicts,
            Clock clock) {
        return new AnswerPages(html, frames, pages, evidence, numbers, queue, verdicts, clock);
    }

    @Bean(destroyMethod = "close")
    LiveEvents liveEvents(Evidence evidence, ReviewQueue queue) {
        return new LiveEvents(evidence, queue);
    }
}
