package dev.trellis.retail.model;

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
import jakarta.persistence.UniqueConstraint;
import java.util.UUID;

/** An additional code of a product at the checkout: a PLU, an old barcode, the code of a case. */
@Entity
@Table(
        name = "product_code",
        comment = "other codes that a product is rung up by: PLUs, old barcodes, codes of a case",
        uniqueConstraints = @UniqueConstraint(columnNames = {"product_uuid", "ordinal"}),
        indexes = @Index(columnList = "code"))
public class ProductCode {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "product_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Product product;

    @Column(name = "ordinal", nullable = false)
    private int ordinal;

    @Column(name = "code", length = 20, nullable = false)
    private String code;

    public UUID getUuid() {
        return uuid;
    }

    public Product getProduct() {
        return product;
    }

    public void setProduct(Product product) {
        this.product = product;
    }

    public int getOrdinal() {
        return ordinal;
    }

    public void setOrdinal(int ordinal) {
        this.ordinal = ordinal;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
