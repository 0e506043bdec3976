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
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A product. Apps extend it with tables of their own. */
@Entity
@Table(
        name = "product",
        indexes = {
            @Index(columnList = "description"),
            @Index(columnList = "brand_uuid"),
            @Index(columnList = "department_uuid"),
            @Index(columnList = "subdepartment_uuid"),
            @Index(columnList = "category_uuid"),
            @Index(columnList = "vendor_uuid")
        })
public class Product {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @Column(name = "upc", length = 14, unique = true, comment = "a GTIN-14 with its check digit, zeros on the left")
    private String upc;

    @Column(name = "description", length = 255, nullable = false)
    private String description;

    @Column(name = "size", length = 30, comment = "as printed on the shelf tag, e.g. 12 oz")
    private String size;

    @Column(
            name = "unit_of_measure",
            length = 4,
            nullable = false,
            options = "default 'EA'",
            comment = "EA, LB, KG ...")
    private String unitOfMeasure = "EA";

    @Column(name = "sold_by_weight", nullable = false, options = "default false")
    private boolean soldByWeight;

    @Column(name = "food_stampable", comment = "null takes what the department says")
    private Boolean foodStampable;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "brand_uuid", foreignKey = @ForeignKey(options = "on delete set null"))
    private Brand brand;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "department_uuid")
    private Department department;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "subdepartment_uuid")
    private Subdepartment subdepartment;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "category_uuid", foreignKey = @ForeignKey(options = "on delete set null"))
    private Category category;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(
            name = "vendor_uuid",
            comment = "who supplies it, unless the costs say otherwise",
            foreignKey = @ForeignKey(options = "on delete set null"))
    private Vendor vendor;

    @Column(name = "discontinued", nullable = false, options = "default false")
    private boolean discontinued;

    @Column(
            name = "created",
            nullable = false,
            insertable = false,
            updatable = false,
            options = "default current_timestamp")
    private OffsetDateTime created;

    @OneToMany(mappedBy = "product")
    @OrderBy("ordinal")
    private List<ProductCode> codes = new ArrayList<>();

    @OneToMany(mappedBy = "product")
    @OrderBy("preference")
    private List<ProductCost> costs = new ArrayList<>();

    @OneToMany(mappedBy = "product")
    @OrderBy("starts desc")
    private List<ProductPrice> prices = new ArrayList<>();

    public UUID getUuid() {
        return uuid;
    }

    public String getUpc() {
        return upc;
    }

    public void setUpc(String upc) {
        this.upc = upc;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public String getSize() {
        return size;
    }

    public void setSize(String size) {
        this.size = size;
    }

    public String getUnitOfMeasure() {
        return unitOfMeasure;
    }

    public void setUnitOfMeasure(String unitOfMeasure) {
        this.unitOfMeasure = unitOfMeasure;
    }

    public boolean isSoldByWeight() {
        return soldByWeight;
    }

    public void setSoldByWeight(boolean soldByWeight) {
        this.soldByWeight = soldByWeight;
    }

    public Boolean getFoodStampable() {
        return foodStampable;
    }

    public void setFoodStampable(Boolean foodStampable) {
        this.foodStampable = foodStampable;
    }

    public Brand getBrand() {
        return brand;
    }

    public void setBrand(Brand brand) {
        this.brand = brand;
    }

    public Department getDepartment() {
        return department;
    }

    public void setDepartment(Department department) {
        this.department = department;
    }

    public Subdepartment getSubdepartment() {
        return subdepartment;
    }

    public void setSubdepartment(Subdepartment subdepartment) {
        this.subdepartment = subdepartment;
    }

    public Category getCategory() {
        return category;
    }

    public void setCategory(Category category) {
        this.category = category;
    }

    public Vendor getVendor() {
        return vendor;
    }

    public void setVendor(Vendor vendor) {
        this.vendor = vendor;
    }

    public boolean isDiscontinued() {
        return discontinued;
    }

    public void setDiscontinued(boolean discontinued) {
        this.discontinued = discontinued;
    }

    public OffsetDateTime getCreated() {
        return created;
    }

    public List<ProductCode> getCodes() {
        return codes;
    }

    public List<ProductCost> getCosts() {
        return costs;
    }

    public List<ProductPrice> getPrices() {
        return prices;
    }
}
