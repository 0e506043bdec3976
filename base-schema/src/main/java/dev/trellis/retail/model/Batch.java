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
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A set of changes that staff prepare, review and then execute together. */
@Entity
@Table(
        name = "batch",
        comment = "many changes prepared at leisure, looked over, and then made at once",
        indexes = {
            @Index(columnList = "type, executed"),
            @Index(columnList = "store_uuid"),
            @Index(columnList = "created_by_uuid"),
            @Index(columnList = "executed_by_uuid")
        },
        check =
                @CheckConstraint(
                        name = "ck_batch_executed",
                        constraint = "(executed is null) = (executed_by_uuid is null)"))
public class Batch {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @Column(name = "id", nullable = false, unique = true, comment = "what staff call it")
    private int id;

    @Column(name = "type", length = 20, nullable = false, comment = "pricing, purchasing, inventory ...")
    private String type;

    @Column(name = "description", length = 255)
    private String description;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "store_uuid", foreignKey = @ForeignKey(options = "on delete set null"))
    private Store store;

    @Column(
            name = "created",
            nullable = false,
            insertable = false,
            updatable = false,
            options = "default current_timestamp")
    private OffsetDateTime created;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "created_by_uuid", nullable = false)
    private User createdBy;

    @Column(name = "executed", comment = "null until its changes were made")
    private OffsetDateTime executed;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "executed_by_uuid")
    private User executedBy;

    @OneToMany(mappedBy = "batch")
    @OrderBy("sequence")
    private List<BatchRow> rows = new ArrayList<>();

    public UUID getUuid() {
        return uuid;
    }

    public int getId() {
        return id;
    }

    public void setId(int id) {
        this.id = id;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public Store getStore() {
        return store;
    }

    public void setStore(Store store) {
        this.store = store;
    }

    public OffsetDateTime getCreated() {
        return created;
    }

    public User getCreatedBy() {
        return createdBy;
    }

    public void setCreatedBy(User createdBy) {
        this.createdBy = createdBy;
    }

    public OffsetDateTime getExecuted() {
        return executed;
    }

    public void setExecuted(OffsetDateTime executed) {
        this.executed = executed;
    }

    public User getExecutedBy() {
        return executedBy;
    }

    public void setExecutedBy(User executedBy) {
        this.executedBy = executedBy;
    }

    public List<BatchRow> getRows() {
        return rows;
    }
}
