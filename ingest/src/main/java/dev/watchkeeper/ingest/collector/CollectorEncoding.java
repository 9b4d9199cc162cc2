package dev.watchkeeper.ingest.collector;

import dev.watchkeeper.ingest.decode.Encoding;
import java.util.Arrays;
import java.util.Locale;

/** How the Collector's Kafka exporter is told to write. */
public enum CollectorEncoding {
    /** Whatever each record looks like. */
    AUTO,
    /** The exporter's default. */
    OTLP_PROTO,
    /** OTLP/JSON. */
    OTLP_JSON;

    /** The setting's value in configuration. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The encoding with this setting. */
    public static CollectorEncoding of(String setting) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.setting().equals(setting))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("auto, otlp_proto or otlp_json expected, found " + setting));
    }

    Encoding of(byte[] body) {
        return switch (this) {
            case AUTO -> Encoding.sniff(body);
            case OTLP_PROTO -> Encoding.PROTOBUF;
            case OTLP_JSON -> Encoding.JSON;
        };
    }
}
