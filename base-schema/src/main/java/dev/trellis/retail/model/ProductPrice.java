package dev.trellis.retail.model;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/** The price of a product for customers during a period. */
@Entity
@Table(
        name = "product_price",
        comment = "what customers pay, from when until when",
        indexes = {@Index(columnList = "product_uuid, starts desc"), @Index(columnList = "store_uuid")},
        check = {
            @CheckConstraint(name = "ck_product_price_type", constraint = "type in ('regular', 'sale', 'member')"),
            @CheckConstraint(name = "ck_product_price_positive", constraint = "price >= 0"),
            @CheckConstraint(name = "ck_product_price_period", constraint = "ends >= starts")
        })
public class ProductPrice {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "product_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Product product;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(
            name = "store_uuid",
            comment = "null for all stores",
            foreignKey = @ForeignKey(options = "on delete cascade"))
    private Store store;

    @Column(
            name = "type",
            length = 10,
            nullable = false,
            options = "default 'regular'",
            comment = "regular, sale or member")
    private String type = "regular";

    @Column(name = "price", precision = 8, scale = 3, nullable = false)
    private BigDecimal price;

    @Column(name = "starts", nullable = false)
    private LocalDate starts;

    @Column(name = "ends", comment = "the last day, null while no end is planned")
    private LocalDate ends;

    public UUID getUuid() {
        return uuid;
    }

    public Product getProduct() {
        return product;
    }

    public void setProduct(Product product) {
        this.product = product;
    }

    public Store getStore() {
        return store;
    }

    public void setStore(Store store) {
        this.store = store;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public BigDecimal getPrice() {
        return price;
    }

    public void setPrice(BigDecimal price) {
        this.price = price;
    }

    public LocalDate getStarts() {
        return starts;
    }

    public void setStarts(LocalDate starts) {
        this.starts = starts;
    }

    public LocalDate getEnds() {
        return ends;
    }

    public void setEnds(LocalDate ends) {
        this.ends = ends;
    }
}
