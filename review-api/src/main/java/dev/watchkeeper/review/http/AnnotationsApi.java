package dev.watchkeeper.review.http;

import dev.watchkeeper.review.http.Annotation.Kind;
import dev.watchkeeper.review.problem.Problem;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What goes on the time axis. */
@RestController
@RequestMapping("/api/v1/annotations")
final class AnnotationsApi {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MAX_TEXT = 500;

    private final Annotations annotations;
    private final Clock clock;

    /**
     * What happened.
     *
     * @param kind fault, deployment or note
     * @param time when; default now
     * @param service whose; may be empty
     * @param text in words
     * @param on true begins, false ends; absent for a moment
     */
    record Request(
            @Nullable String kind,
            @Nullable String time,
            @Nullable String service,
            @Nullable String text,
            @Nullable Boolean on) {}

    AnnotationsApi(Annotations annotations, Clock clock) {
        this.annotations = annotations;
        this.clock = clock;
    }

    @GetMapping
    List<Annotation> list(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until) {
        long end = Parameters.time("until", until, clock.millis());
        return annotations.between(Parameters.time("from", from, end - DAY.toMillis()), end);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Annotation add(@RequestBody Request request, Principal who) {
        Kind kind = Parameters.oneOf("kind", request.kind(), Kind.class);
        if (kind == null) {
            throw new Refused(Problem.INVALID, "kind is required: fault, deployment or note");
        }
        String text = Parameters.text("text", request.text(), MAX_TEXT);
        if (text.isEmpty()) {
            throw new Refused(Problem.INVALID, "text is required");
        }
        return annotations.add(
                kind,
                Parameters.text("service", request.service(), MAX_TEXT),
                text,
                Parameters.time("time", request.time(), clock.millis()),
                request.on(),
                who.getName());
    }
}
