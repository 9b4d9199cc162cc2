package dev.watchkeeper.shop.serve;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The OpenTelemetry SDK of one service instance. Closing it sends what is left. */
public final class Telemetry implements AutoCloseable {

    private static final Duration BATCH = Duration.ofSeconds(1);
    private static final Duration METRICS = Duration.ofSeconds(10);
    private static final String SCOPE = "dev.watchkeeper.shop";

    /** Says nothing about a shop, and the recorded history in the repository has to stay small. */
    private static final List<String> NOT_SENT =
            List.of("otel.sdk.*", "jvm.class.*", "jvm.memory.committed", "jvm.cpu.count");

    private final OpenTelemetrySdk sdk;
    private final RuntimeTelemetry runtime;
    private final WhenOpen open;

    private Telemetry(OpenTelemetrySdk sdk, RuntimeTelemetry runtime, WhenOpen open) {
        this.sdk = sdk;
        this.runtime = runtime;
        this.open = open;
    }

    /** Keeps the requests out with which an instance warms itself up before it takes real ones. */
    private static final class WhenOpen implements Sampler {
        private final Sampler sampler = Sampler.parentBased(Sampler.alwaysOn());
        private volatile boolean open;

        @Override
        public SamplingResult shouldSample(
                Context parent,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> links) {
            return open ? sampler.shouldSample(parent, traceId, name, kind, attributes, links) : SamplingResult.drop();
        }

        @Override
        public String getDescription() {
            return "WhenOpen{" + sampler.getDescription() + "}";
        }
    }

    /** Starts traces, metrics (with the JVM's own) and logs of that instance. Requests count from {@link #open()} on. */
    public static Telemetry start(Identity identity, Exporters exporters) {
        QuietExport.install();
        Resource resource = Resource.getDefault()
                .merge(Resource.create(Attributes.builder()
                        .put("service.name", identity.service())
                        .put("service.namespace", "shop")
                        .put("service.version", identity.version())
                        .put("service.instance.id", identity.instance())
                        .put("deployment.environment.name", "demo")
                        .build()));
        WhenOpen open = new WhenOpen();
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .setSampler(open)
                        .addSpanProcessor(BatchSpanProcessor.builder(exporters.spans())
                                .setScheduleDelay(BATCH)
                                .build())
                        .build())
                .setMeterProvider(metrics(resource, exporters))
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporters.logs())
                                .setScheduleDelay(BATCH)
                                .build())
                        .build())
                .build();
        GlobalOpenTelemetry.set(sdk);
        OpenTelemetryAppender.install(sdk);
        return new Telemetry(sdk, RuntimeTelemetry.create(sdk), open);
    }

    private static SdkMeterProvider metrics(Resource resource, Exporters exporters) {
        SdkMeterProviderBuilder metrics = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.builder(exporters.metrics())
                        .setInterval(METRICS)
                        .build());
        for (String name : NOT_SENT) {
            metrics.registerView(
                    InstrumentSelector.builder().setName(name).build(),
                    View.builder().setAggregation(Aggregation.drop()).build());
        }
        return metrics.build();
    }

    /** From now on requests are traced and measured. */
    public void open() {
        open.open = true;
    }

    boolean isOpen() {
        return open.open;
    }

    OpenTelemetry api() {
        return sdk;
    }

    Tracer tracer() {
        return sdk.getTracer(SCOPE);
    }

    /** Where the service counts its own business. */
    public Meter meter() {
        return sdk.getMeter(SCOPE);
    }

    @Override
    public void close() {
        runtime.close();
        sdk.shutdown().join(3, TimeUnit.SECONDS);
    }
}
