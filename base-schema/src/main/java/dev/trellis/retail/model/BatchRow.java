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
import java.math.BigDecimal;
import java.util.UUID;

/** One change of a batch. */
@Entity
@Table(
        name = "batch_row",
        uniqueConstraints = @UniqueConstraint(columnNames = {"batch_uuid", "sequence"}),
        indexes = @Index(columnList = "product_uuid"))
public class BatchRow {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "batch_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Batch batch;

    @Column(name = "sequence", nullable = false)
    private int sequence;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(
            name = "product_uuid",
            comment = "null where no product was found for the code",
            foreignKey = @ForeignKey(options = "on delete set null"))
    private Product product;

    @Column(name = "code", length = 20, comment = "as scanned or read from a file")
    private String code;

    @Column(name = "quantity", precision = 10, scale = 4)
    private BigDecimal quantity;

    @Column(name = "amount", precision = 9, scale = 4, comment = "the new price, or the cost")
    private BigDecimal amount;

    @Column(name = "status", nullable = false, options = "default 0")
    private short status;

    @Column(name = "status_text", length = 255)
    private String statusText;

    @Column(name = "removed", nullable = false, options = "default false")
    private boolean removed;

    public UUID getUuid() {
        return uuid;
    }

    public Batch getBatch() {
        return batch;
    }

    public void setBatch(Batch batch) {
        this.batch = batch;
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

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public BigDecimal getQuantity() {
        return quantity;
    }

    public void setQuantity(BigDecimal quantity) {
        this.quantity = quantity;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public short getStatus() {
        return status;
    }

    public void setStatus(short status) {
        this.status = status;
    }

    public String getStatusText() {
        return statusText;
    }

    public void setStatusText(String statusText) {
        this.statusText = statusText;
    }

    public boolean isRemoved() {
        return removed;
    }

    public void setRemoved(boolean removed) {
        this.removed = removed;
    }
}
