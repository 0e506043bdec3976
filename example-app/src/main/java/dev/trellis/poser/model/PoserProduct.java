package dev.trellis.poser.model;

import dev.trellis.retail.model.Product;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.UUID;

/** Poser's additional data of a product: at most one row, with the key of the product. */
@Entity
@Table(
        name = "poser_product",
        indexes = @Index(columnList = "producer"),
        check = @CheckConstraint(name = "ck_poser_product_miles", constraint = "miles >= 0"))
public class PoserProduct {

    @Id
    @Column(name = "uuid")
    private UUID uuid;

    @MapsId
    @OneToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "uuid", foreignKey = @ForeignKey(options = "on delete cascade"))
    private Product product;

    @Column(name = "producer", length = 100, comment = "the farm or bakery")
    private String producer;

    @Column(name = "miles", precision = 6, scale = 1, comment = "from the producer to the store")
    private BigDecimal miles;

    @Column(name = "shelf", length = 20, comment = "aisle, bay and shelf, e.g. 07-B-3")
    private String shelf;

    @Column(name = "deliverable", nullable = false, options = "default true")
    private boolean deliverable = true;

    public UUID getUuid() {
        return uuid;
    }

    public Product getProduct() {
        return product;
    }

    public void setProduct(Product product) {
        this.product = product;
    }

    public String getProducer() {
        return producer;
    }

    public void setProducer(String producer) {
        this.producer = producer;
    }

    public BigDecimal getMiles() {
        return miles;
    }

    public void setMiles(BigDecimal miles) {
        this.miles = miles;
    }

    public String getShelf() {
        return shelf;
    }

    public void setShelf(String shelf) {
        this.shelf = shelf;
    }

    public boolean isDeliverable() {
        return deliverable;
    }

    public void setDeliverable(boolean deliverable) {
        this.deliverable = deliverable;
    }
}
