package dev.watchkeeper.ingest.receive;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.Exceptions;
import dev.watchkeeper.ingest.publish.NotAcknowledged;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import io.grpc.Status.Code;
import java.util.concurrent.RejectedExecutionException;

/**
 * An answer that is no success, as HTTP and as gRPC say it.
 *
 * @param http the HTTP status
 * @param code the gRPC code
 * @param message found and expected, in a sentence
 * @param retry whether the same request may be taken later
 */
record Failure(HttpStatus http, Code code, String message, boolean retry) {

    static Failure of(BadInput refused) {
        return new Failure(http(refused.reason()), code(refused.reason()), sentence(refused), false);
    }

    /** What a failed future means for the sender. */
    static Failure of(Throwable thrown) {
        Throwable cause = Exceptions.peel(thrown);
        if (cause instanceof NotAcknowledged) {
            return new Failure(HttpStatus.SERVICE_UNAVAILABLE, Code.UNAVAILABLE, "Kafka did not acknowledge it", true);
        }
        if (cause instanceof NoRoom) {
            return new Failure(
                    HttpStatus.SERVICE_UNAVAILABLE, Code.UNAVAILABLE, String.valueOf(cause.getMessage()), true);
        }
        if (cause instanceof RejectedExecutionException) {
            String message = "as many requests wait as may; send it again later";
            return new Failure(HttpStatus.SERVICE_UNAVAILABLE, Code.UNAVAILABLE, message, true);
        }
        return new Failure(HttpStatus.INTERNAL_SERVER_ERROR, Code.INTERNAL, "a defect of ingest", false);
    }

    private static String sentence(BadInput refused) {
        return refused.reason() + ": " + refused.detail();
    }

    private static HttpStatus http(Reason reason) {
        return switch (reason) {
            case TOO_LARGE -> HttpStatus.REQUEST_ENTITY_TOO_LARGE;
            case WRONG_CONTENT_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
            default -> HttpStatus.BAD_REQUEST;
        };
    }

    private static Code code(Reason reason) {
        return switch (reason) {
            case TOO_LARGE -> Code.RESOURCE_EXHAUSTED;
            case INTERNAL -> Code.INTERNAL;
            default -> Code.INVALID_ARGUMENT;
        };
    }

    /** The body of the answer; with RetryInfo where it may be tried again. */
    Status status(java.time.Duration retryAfter) {
        Status.Builder status = Status.newBuilder().setCode(code.value()).setMessage(message);
        if (retry) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder()
                            .setSeconds(retryAfter.toSeconds())
                            .setNanos(retryAfter.toNanosPart()))
                    .build()));
        }
        return status.build();
    }
}
