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
import java.time.LocalDate;
import java.util.UUID;

/** The price that a vendor asks for a product, and its packaging. */
@Entity
@Table(
        name = "product_cost",
        comment = "what a vendor asks for a product, and how it is packed",
        uniqueConstraints = @UniqueConstraint(columnNames = {"product_uuid", "vendor_uuid"}),
        indexes = {@Index(columnList = "product_uuid"), @Index(columnList = "vendor_uuid, code")},
        check = @CheckConstraint(name = "ck_product_cost_case_size", constraint = "case_size > 0"))
public class ProductCost {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "product_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Product product;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "vendor_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Vendor vendor;

    @Column(name = "preference", nullable = false, options = "default 1", comment = "1 is ordered from first")
    private int preference = 1;

    @Column(name = "code", length = 20, comment = "the vendor's own number for it")
    private String code;

    @Column(
            name = "case_size",
            precision = 9,
            scale = 4,
            nullable = false,
            options = "default 1",
            comment = "units in a case")
    private BigDecimal caseSize = BigDecimal.ONE;

    @Column(name = "case_cost", precision = 9, scale = 4)
    private BigDecimal caseCost;

    @Column(name = "unit_cost", precision = 9, scale = 4)
    private BigDecimal unitCost;

    @Column(name = "effective")
    private LocalDate effective;

    public UUID getUuid() {
        return uuid;
    }

    public Product getProduct() {
        return product;
    }

    public void setProduct(Product product) {
        this.product = product;
    }

    public Vendor getVendor() {
        return vendor;
    }

    public void setVendor(Vendor vendor) {
        this.vendor = vendor;
    }

    public int getPreference() {
        return preference;
    }

    public void setPreference(int preference) {
        this.preference = preference;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public BigDecimal getCaseSize() {
        return caseSize;
    }

    public void setCaseSize(BigDecimal caseSize) {
        this.caseSize = caseSize;
    }

    public BigDecimal getCaseCost() {
        return caseCost;
    }

    public void setCaseCost(BigDecimal caseCost) {
        this.caseCost = caseCost;
    }

    public BigDecimal getUnitCost() {
        return unitCost;
    }

    public void setUnitCost(BigDecimal unitCost) {
        this.unitCost = unitCost;
    }

    public LocalDate getEffective() {
        return effective;
    }

    public void setEffective(LocalDate effective) {
        this.effective = effective;
    }
}
