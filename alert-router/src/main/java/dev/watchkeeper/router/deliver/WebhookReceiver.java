package dev.watchkeeper.router.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Any HTTP endpoint that wants to be told, signed.
 *
 * <p>Body: {@code {"version":1,"decision":…,"incident":…,"status":"firing"|"resolved","alert":{…},"endsAt":…}}. Headers:
 *
 * <pre>
 * Watchkeeper-Timestamp: 1700000000             seconds since 1970
 * Watchkeeper-Signature: v1=&lt;64 hex digits&gt;     HMAC-SHA256(secret, "v1:" + timestamp + ":" + body)
 * Idempotency-Key:       &lt;decision id&gt;-&lt;n&gt;-&lt;m&gt;   the same for every repetition
 * </pre>
 *
 * A receiver computes the signature over the raw body, compares in constant time, refuses timestamps that are more than
 * five minutes old, and ignores an idempotency key that it has seen.
 */
public final class WebhookReceiver implements Receiver {

    /** Prefix of the signature and of what is signed; changes when either does. */
    public static final String VERSION = "v1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Post post;
    private final byte[] secret;
    private final Clock clock;

    /**
     * A webhook.
     *
     * @param secret at least 16 bytes, shared with the receiver
     */
    public WebhookReceiver(String name, URI url, byte[] secret, Duration patience, Clock clock) {
        if (secret.length < 16) {
            throw new IllegalArgumentException(
                    "receiver " + name + ": a secret of at least 16 bytes expected, found " + secret.length);
        }
        this.name = name;
        this.post = new Post(url, patience);
        this.secret = secret.clone();
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean forgets() {
        return false;
    }

    @Override
    public void tell(Notice notice) throws DeliveryFailure, InterruptedException {
        String body = body(notice);
        long timestamp = clock.instant().getEpochSecond();
        post.send(
                body,
                Map.of(
                        "Watchkeeper-Timestamp",
                        Long.toString(timestamp),
                        "Watchkeeper-Signature",
                        VERSION + "=" + signature(secret, timestamp, body),
                        "Idempotency-Key",
                        notice.key()));
    }

    /** The signature's hex digits; receivers compute the same. */
    public static String signature(byte[] secret, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] signed = (VERSION + ":" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String body(Notice notice) {
        try {
            Long ended = notice.endsAtMillis();
            ObjectNode body = JSON.createObjectNode()
                    .put("version", 1)
                    .put("decision", notice.decisionId())
                    .put("incident", notice.incidentId())
                    .put("status", ended == null ? "firing" : "resolved");
            body.set("alert", JSON.readTree(notice.payload()));
            return body.put(
                            "endsAt",
                            ended == null ? null : Instant.ofEpochMilli(ended).toString())
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("payloads are checked before they are kept", e);
        }
    }
}
