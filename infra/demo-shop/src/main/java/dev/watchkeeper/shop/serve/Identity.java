package dev.watchkeeper.shop.serve;

/** Which process this is: {@code service.name}, {@code service.instance.id} and {@code service.version}. */
public record Identity(String service, String instance, String version) {

    /** The database that belongs to the service. */
    public String database() {
        return databaseOf(service);
    }

    /** The database that belongs to a service of that name. */
    public static String databaseOf(String service) {
        return "shop_" + service;
    }
}
