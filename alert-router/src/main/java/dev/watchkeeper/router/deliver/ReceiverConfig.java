package dev.watchkeeper.router.deliver;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** One declared receiver: the keys after {@code receivers.<name>.}. */
public final class ReceiverConfig extends AbstractConfig {

    static final String KIND = "kind";
    static final String URL = "url";
    static final String SECRET_FILE = "secret.file";

    /** The keys, without their prefix. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    KIND,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.CaseInsensitiveValidString.in("alertmanager", "webhook"),
                    Importance.HIGH,
                    "What it speaks: alertmanager or webhook.")
            .define(
                    URL,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Its address; for an Alertmanager without /api/v2/alerts.")
            .define(
                    SECRET_FILE,
                    Type.STRING,
                    "",
                    Importance.HIGH,
                    "File with the secret that signs what a webhook is sent; required for a webhook.");

    private final String name;

    /** Reads the keys of one receiver. */
    public ReceiverConfig(String name, Map<String, Object> values) {
        super(DEFINITION, values, false);
        this.name = name;
    }

    /** Makes the receiver. */
    public Receiver receiver(Duration endsAhead, Duration patience, Clock clock) {
        URI url = url();
        return switch (getString(KIND).toLowerCase(Locale.ROOT)) {
            case "alertmanager" -> new AlertmanagerReceiver(name, url, endsAhead, patience, clock);
            default -> new WebhookReceiver(name, url, secret(), patience, clock);
        };
    }

    private URI url() {
        try {
            URI url = URI.create(getString(URL));
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                throw new ConfigException("receivers." + name + "." + URL, getString(URL), "an http address expected");
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw new ConfigException("receivers." + name + "." + URL, getString(URL), e.getMessage());
        }
    }

    private byte[] secret() {
        String file = getString(SECRET_FILE);
        try {
            return Files.readString(Path.of(file)).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException(
                    "receivers." + name + "." + SECRET_FILE, file, "no readable file: " + e.getMessage());
        }
    }
}
