package dev.watchkeeper.ingest.receive;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.watchkeeper.ingest.decode.Encoding;
import dev.watchkeeper.ingest.decode.Gzip;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** One signal over OTLP/HTTP: protobuf or JSON, plain or gzip; the answer is in the request's encoding. */
final class OtlpHttp<Q extends Message, T extends SpecificRecord> implements HttpService {

    private final Route<Q, T> route;
    private final Intake intake;
    private final int maxBytes;
    private final Duration retryAfter;

    OtlpHttp(Route<Q, T> route, Intake intake, int maxBytes, Duration retryAfter) {
        this.route = route;
        this.intake = intake;
        this.maxBytes = maxBytes;
        this.retryAfter = retryAfter;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        // A body that is said to be too long is not waited for.
        if (request.headers().contentLength() > maxBytes) {
            return HttpResponse.of(refuse(
                    ctx,
                    new BadInput(Reason.TOO_LARGE, String.valueOf(new TooLarge(maxBytes).getMessage())),
                    new byte[0]));
        }
        CompletableFuture<HttpResponse> taken =
                request.aggregate().thenComposeAsync(whole -> take(ctx, whole), ctx.blockingTaskExecutor());
        Admission.of(ctx).heldBy(taken);
        return HttpResponse.of(taken.exceptionallyCompose(thrown -> failed(ctx, Exceptions.peel(thrown))));
    }

    private CompletableFuture<HttpResponse> take(ServiceRequestContext ctx, AggregatedHttpRequest whole) {
        if (ctx.isCancelled()) {
            return CompletableFuture.failedFuture(new CancellationException("answered while it waited for a thread"));
        }
        byte[] wire = whole.content().array();
        try {
            Sender sender = Senders.of(ctx);
            Encoding encoding = encoding(whole.headers())
                    .orElseThrow(() -> new BadInput(
                            Reason.WRONG_CONTENT_TYPE,
                            "application/x-protobuf or application/json expected, found "
                                    + whole.headers().get(HttpHeaderNames.CONTENT_TYPE, "none")));
            byte[] body = inflated(ctx, whole.headers(), wire);
            return intake.take(route, new Delivery(body, encoding, sender, Admission.of(ctx)::grow))
                    .thenApply(outcome -> answer(outcome, encoding));
        } catch (BadInput e) {
            return refuse(ctx, e, wire);
        }
    }

    private byte[] inflated(ServiceRequestContext ctx, RequestHeaders headers, byte[] wire) throws BadInput {
        String coding =
                headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity").toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "identity", "" -> wire;
            case "gzip" -> Gzip.inflate(wire, maxBytes, Admission.of(ctx)::grow);
            default ->
                throw new BadInput(Reason.WRONG_CONTENT_TYPE, "gzip or no compression expected, found " + coding);
        };
    }

    private CompletableFuture<HttpResponse> failed(ServiceRequestContext ctx, Throwable cause) {
        if (cause instanceof TooLarge) {
            BadInput tooLarge = new BadInput(Reason.TOO_LARGE, String.valueOf(cause.getMessage()));
            return refuse(ctx, tooLarge, Admission.of(ctx).firstBytes());
        }
        return CompletableFuture.completedFuture(answer(Failure.of(cause), encodingOfAnswer(ctx)));
    }

    /** Answers when the refusal is on record; where Kafka does not take even that, the sender keeps it and comes again. */
    private CompletableFuture<HttpResponse> refuse(ServiceRequestContext ctx, BadInput why, byte[] first) {
        Encoding encoding = encodingOfAnswer(ctx);
        return intake.refuse(route.signal(), why, new Delivery(first, encoding, Senders.anonymous(ctx)))
                .handle((recorded, notRecorded) ->
                        answer(notRecorded == null ? Failure.of(why) : Failure.of(notRecorded), encoding));
    }

    private HttpResponse answer(Outcome outcome, Encoding encoding) {
        if (outcome instanceof Outcome.Refused refused) {
            BadInput why = new BadInput(
                    refused.rejection().reason(), refused.rejection().detail());
            return answer(Failure.of(why), encoding);
        }
        Message body = route.signal().answer().of(outcome.rejected(), outcome.message());
        return answer(ResponseHeaders.builder(HttpStatus.OK), body, encoding);
    }

    private HttpResponse answer(Failure failure, Encoding encoding) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(failure.http());
        if (failure.retry()) {
            headers.setLong(HttpHeaderNames.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
        }
        if (failure.http().equals(HttpStatus.UNSUPPORTED_MEDIA_TYPE)) {
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip");
        }
        return answer(headers, failure.status(retryAfter), encoding);
    }

    private static HttpResponse answer(ResponseHeadersBuilder headers, Message body, Encoding encoding) {
        headers.contentType(MediaType.parse(encoding.mediaType()));
        return HttpResponse.of(headers.build(), HttpData.wrap(Bodies.bytes(body, encoding)));
    }

    /** Where the request's own encoding is not known, people may be reading: JSON. */
    private static Encoding encodingOfAnswer(ServiceRequestContext ctx) {
        return encoding(ctx.request().headers()).orElse(Encoding.JSON);
    }

    private static Optional<Encoding> encoding(RequestHeaders headers) {
        MediaType type = headers.contentType();
        if (type == null) {
            return Optional.empty();
        }
        return Optional.of(type.withoutParameters().toString())
                .flatMap(found -> java.util.Arrays.stream(Encoding.values())
                        .filter(encoding -> encoding.mediaType().equals(found))
                        .findFirst());
    }
}
