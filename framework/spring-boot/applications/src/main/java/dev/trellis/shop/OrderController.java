package dev.trellis.shop;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the orders. */
@RestController
public class OrderController {
    private final ShopOrders orders;

    OrderController(ShopOrders orders) {
        this.orders = orders;
    }

    @GetMapping("/orders")
    public List<String> names() {
        return orders.findAll().stream().map(order -> order.customerName).toList();
    }
}
