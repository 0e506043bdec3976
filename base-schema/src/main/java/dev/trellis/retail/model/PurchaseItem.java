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
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.util.UUID;

/** A line of a purchase. */
@Entity
@Table(
        name = "purchase_item",
        uniqueConstraints = @UniqueConstraint(columnNames = {"purchase_uuid", "sequence"}),
        indexes = @Index(columnList = "product_uuid"),
        check =
                @CheckConstraint(
                        name = "ck_purchase_item_ordered",
                        constraint = "cases_ordered >= 0 and units_ordered >= 0"))
public class PurchaseItem {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "purchase_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Purchase purchase;

    @Column(name = "sequence", nullable = false, comment = "line on the order")
    private int sequence;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(
            name = "product_uuid",
            comment = "null once the product is gone",
            foreignKey = @ForeignKey(options = "on delete set null"))
    private Product product;

    @Column(name = "vendor_code", length = 20)
    private String vendorCode;

    @Column(name = "description", length = 255, nullable = false, comment = "as it was when ordered")
    private String description;

    @Column(name = "cases_ordered", precision = 10, scale = 4, nullable = false, options = "default 0")
    private BigDecimal casesOrdered = BigDecimal.ZERO;

    @Column(
            name = "units_ordered",
            precision = 10,
            scale = 4,
            nullable = false,
            options = "default 0",
            comment = "beyond whole cases")
    private BigDecimal unitsOrdered = BigDecimal.ZERO;

    @Column(name = "cases_received", precision = 10, scale = 4)
    private BigDecimal casesReceived;

    @Column(name = "units_received", precision = 10, scale = 4)
    private BigDecimal unitsReceived;

    @Column(name = "unit_cost", precision = 9, scale = 4)
    private BigDecimal unitCost;

    public UUID getUuid() {
        return uuid;
    }

    public Purchase getPurchase() {
        return purchase;
    }

    public void setPurchase(Purchase purchase) {
        this.purchase = purchase;
    }

    public int getSequence() {
        return sequence;
    }

    public void setSequence(int sequence) {
        this.sequence = sequence;
    }

    public Product getProduct() {
        return product;
    }

    public void setProduct(Product product) {
        this.product = product;
    }

    public String getVendorCode() {
        return vendorCode;
    }

    public void setVendorCode(String vendorCode) {
        this.vendorCode = vendorCode;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public BigDecimal getCasesOrdered() {
        return casesOrdered;
    }

    public void setCasesOrdered(BigDecimal casesOrdered) {
        this.casesOrdered = casesOrdered;
    }

    public BigDecimal getUnitsOrdered() {
        return unitsOrdered;
    }

    public void setUnitsOrdered(BigDecimal unitsOrdered) {
        this.unitsOrdered = unitsOrdered;
    }

    public BigDecimal getCasesReceived() {
        return casesReceived;
    }

    public void setCasesReceived(BigDecimal casesReceived) {
        this.casesReceived = casesReceived;
    }

    public BigDecimal getUnitsReceived() {
        return unitsReceived;
    }

    public void setUnitsReceived(BigDecimal unitsReceived) {
        this.unitsReceived = unitsReceived;
    }

    public BigDecimal getUnitCost() {
        return unitCost;
    }

    public void setUnitCost(BigDecimal unitCost) {
        this.unitCost = unitCost;
    }
}
