package dev.watchkeeper.shop.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchkeeper.shop.serve.Json;
import dev.watchkeeper.shop.serve.Request;

/** What a customer wants. The id is the customer's, so that asking twice buys once. */
record Order(String id, String sku, int quantity) {

    /** The price of one piece, in cents. */
    static final int PRICE_CENTS = 1_995;

    static Order of(Request request) {
        return new Order(request.text("id"), request.text("sku"), request.count("quantity"));
    }

    ObjectNode reservation() {
        return Json.object().put("order", id).put("sku", sku).put("quantity", quantity);
    }

    ObjectNode charge() {
        return Json.object().put("order", id).put("cents", quantity * PRICE_CENTS);
    }
}
