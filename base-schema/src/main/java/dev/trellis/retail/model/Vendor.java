package dev.trellis.retail.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.util.UUID;

/** A supplier of products. */
@Entity
@Table(name = "vendor", indexes = @Index(columnList = "name"))
public class Vendor {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @Column(name = "id", length = 15, nullable = false, unique = true, comment = "what the accountants call it")
    private String id;

    @Column(name = "name", length = 50, nullable = false)
    private String name;

    @Column(name = "lead_time_days", comment = "from order to delivery")
    private Integer leadTimeDays;

    @Column(name = "discontinued", nullable = false, options = "default false")
    private boolean discontinued;

    public UUID getUuid() {
        return uuid;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Integer getLeadTimeDays() {
        return leadTimeDays;
    }

    public void setLeadTimeDays(Integer leadTimeDays) {
        this.leadTimeDays = leadTimeDays;
    }

    public boolean isDiscontinued() {
        return discontinued;
    }

    public void setDiscontinued(boolean discontinued) {
        this.discontinued = discontinued;
    }
}
