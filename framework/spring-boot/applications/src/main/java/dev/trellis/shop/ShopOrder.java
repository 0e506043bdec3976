package dev.trellis.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An order: the table {@code shop_order}. */
@Entity
public class ShopOrder {
    @Id
    public long id;

    @Column(nullable = false, length = 40)
    public String customerName;
}
