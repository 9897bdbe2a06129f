using System.Collections.Immutable;
using Repro.Claims.Transfer;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// The models that the authors tabulate (arXiv 2402.02619): 46, where the abstract of version 9 says 44 and version 10 says 49. Where
/// drafts differ in a seed, it is that of the later draft and of the published files.
/// </summary>
public static class Catalogue
{
    /// <summary>All published models: addition, subtraction, mixed from scratch, mixed from an addition model.</summary>
    public static ImmutableArray<CatalogueEntry> Published { get; } =
    [
        Add("add_d5_l1_h3_t30K_s372001", 9.4e-2, 12621, 15, 6),
        Add("add_d5_l2_h3_t15K_s372001", 1.6e-8, 0, 30, 16),
        Add("add_d5_l2_h3_t40K_s372001", 2.0e-9, 0, 22, 15),
        Add("add_d6_l2_h3_t15K_s372001", 1.7e-8, 2, 31, 17),
        Add("add_d6_l2_h3_t20K_s173289", 1.5e-8, 0, 28, 17),
        Add("add_d6_l2_h3_t20K_s572091", 7.0e-9, 0, 35, 17),
        Add("add_d6_l2_h3_t40K_s372001", 2.0e-9, 0, 29, 17),
        Add("add_d7_l2_h3_t45K_s173289", 3.0e-9, 0, 31, 20),
        Add("add_d8_l2_h3_t45K_s173289", 3.0e-9, 0, 35, 22),
        Add("add_d9_l2_h3_t45K_s173289", 3.0e-9, 0, 54, 27),
        Add("add_d10_l2_h3_t40K_s572091", 7.0e-9, 0, 44, 28),
        Add("add_d11_l2_h3_t50K_s572091", 8.0e-9, 2, 56, 29),
        Add("add_d12_l2_h3_t50K_s572091", 5.0e-9, 3, 50, 33),
        Add("add_d13_l2_h3_t50K_s572091", 6.3e-8, 1, 66, 31),
        Add("add_d14_l2_h3_t60K_s572091", 5.5e-6, 199, 68, 35),
        Add("add_d15_l2_h3_t80K_s572091", 8.6e-8, 10, 93, 58),
        Sub("sub_d5_l2_h3_t30K_s372001", 1.0e-3, 3689, 57, 20),
        Sub("sub_d6_l2_h3_t30K_s372001", 5.8e-6, 2, 37, 21),
        Sub("sub_d6_l2_h3_t30K_s572091", 5.8e-4, 3889, 58, 21),
        Sub("sub_d8_l2_h3_t50K_s173289", 4.0e-9, 1, 65, 26),
        Sub("sub_d8_l2_h3_t50K_s371793", 2.5e-5, 487, 71, 28),
        Sub("sub_d10_l2_h3_t75K_s173289", 2.0e-3, 6672, 101, 37),
        Sub("sub_d12_l2_h3_t75K_s371793", 3.4e-4, 2175, 96, 32),
        Mix("mix_d5_l3_h4_t40K_s372001", 9.0e-9, 0, 0, 45, 21),
        Mix("mix_d6_l3_h4_t40K_s372001", 5.0e-9, 1, 0, 54, 26),
        Mix("mix_d7_l3_h4_t50K_s372001", 2.0e-8, 2, 6, 108, 40),
        Mix("mix_d8_l3_h4_t60K_s173289", 4.7e-8, 0, 7, 123, 45),
        Mix("mix_d9_l3_h4_t60K_s173289", 3.2e-7, 1, 33, 140, 46),
        Mix("mix_d10_l3_h4_t75K_s173289", 1.1e-6, 2, 295, 143, 53),
        Mix("mix_d11_l3_h4_t80K_s572091", 3.9e-8, 0, 13, 138, 50),
        Mix("mix_d12_l3_h4_t85K_s572091", 1.7e-8, 2, 10, 167, 55),
        Mix("mix_d13_l3_h4_t85K_s572091", 9.5e-6, 399, 4164, 197, 64),
        Started("ins1_mix_d5_l2_h3_t40K_s572091", "add_d5_l2_h3_t15K_s372001", 2.5e-7, 1, 52, 49, 20),
        Started("ins1_mix_d6_l2_h3_t40K_s572091", "add_d6_l2_h3_t20K_s173289", 2.4e-8, 0, 5, 57, 21),
        Started("ins1_mix_d6_l3_h3_t40K_s572091", "add_d6_l2_h3_t20K_s173289", 1.8e-8, 0, 3, 70, 35),
        Started("ins1_mix_d6_l3_h3_t80K_s572091", "add_d6_l2_h3_t40K_s372001", 1.6e-8, 0, 3, 75, 35),
        Started("ins1_mix_d6_l3_h4_t40K_s372001", "add_d6_l2_h3_t15K_s372001", 8.0e-9, 0, 0, 72, 26),
        Started("ins1_mix_d6_l3_h4_t40K_s173289", "add_d6_l2_h3_t20K_s173289", 1.4e-8, 3, 2, 60, 29),
        Started("ins1_mix_d6_l3_h4_t50K_s572091", "add_d6_l2_h3_t20K_s173289", 2.9e-8, 0, 4, 79, 29),
        Started("ins1_mix_d7_l3_h4_t50K_s572091", "add_d7_l2_h3_t45K_s173289", 1.8e-8, 4, 1, 104, 38),
        Started("ins1_mix_d8_l3_h4_t70K_s572091", "add_d8_l2_h3_t45K_s173289", 4.3e-5, 50, 1196, 116, 42),
        Started("ins1_mix_d9_l3_h4_t70K_s572091", "add_d9_l2_h3_t45K_s173289", 5.4e-8, 1, 4, 160, 50),
        Started("ins1_mix_d10_l3_h3_t50K_s572091", "add_d10_l2_h3_t40K_s572091", 6.3e-7, 6, 7, 90, 45),
        Started("ins1_mix_d11_l3_h4_t75K_s572091", "add_d11_l2_h3_t50K_s572091", 5.9e-5, 11066, 1120, 141, 47),
        Started("ins2_mix_d6_l4_h4_t40K_s372001", "add_d6_l2_h3_t15K_s372001", 1.7e-8, 3, 8, 51, 30),
        Started("ins3_mix_d6_l4_h3_t40K_s372001", "add_d6_l2_h3_t15K_s372001", 3.0e-4, 17, 3120, 115, 53),
    ];

    /// <summary>
    /// Ours: shapes that the paper says do not learn, at 5 digits. They get the most steps of any published 5-digit addition model, so
    /// that a failure is not one of too few steps.
    /// </summary>
    public static ImmutableArray<ModelName> Controls { get; } =
    [
        .. new[] { "add_d5_l1_h3_t40K_s372001", "add_d5_l1_h4_t40K_s372001", "add_d5_l1_h5_t40K_s372001", "add_d5_l2_h2_t40K_s372001" }
            .Select(ModelName.Parse),
    ];

    /// <summary>
    /// Ours: further seeds of the published shape at which models of subtraction only were found of both sorts, for SUB-06: the authors' two other seeds, and two
    /// that nobody chose.
    /// </summary>
    public static ImmutableArray<ModelName> FurtherSeeds { get; } =
    [
        .. new[] { "sub_d8_l2_h3_t50K_s372001", "sub_d8_l2_h3_t50K_s572091", "sub_d8_l2_h3_t50K_s1", "sub_d8_l2_h3_t50K_s2" }.Select(ModelName.Parse),
    ];

    /// <summary>Published models, then ours: controls and further seeds.</summary>
    public static IEnumerable<ModelName> All => Published.Select(entry => entry.Name).Concat(Controls).Concat(FurtherSeeds);

    /// <summary>What was published of a model; null where nothing was.</summary>
    public static CatalogueEntry? Find(ModelName name) => Published.FirstOrDefault(entry => entry.Name == name);

    /// <summary>
    /// The addition model that a model starts from: the published one, which ins1c shares with the ins1 of the same name; for other names
    /// <c>add_dN_l2_h3</c> of the same digits and seed, the shape of every published parent, or less where the model itself is smaller.
    /// Null for a model from scratch.
    /// </summary>
    public static ModelName? ParentOf(ModelName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Transfer is not { } method)
        {
            return null;
        }

        var published = method == TransferMethod.InitialiseWhole ? name with { Transfer = TransferMethod.Initialise } : name;
        return Find(published)?.Parent ?? new ModelName
        {
            Operations = OperationMix.Add,
            Digits = name.Digits,
            Layers = Math.Min(name.Layers, 2),
            Heads = Math.Min(name.Heads, 3),
            StatedSeed = name.StatedSeed,
        };
    }

    private static CatalogueEntry Add(string name, double loss, int fails, int heads, int mlps) =>
        new(ModelName.Parse(name), Parent: null, loss, fails, SubtractionFails: null, heads, mlps);

    private static CatalogueEntry Sub(string name, double loss, int fails, int heads, int mlps) =>
        new(ModelName.Parse(name), Parent: null, loss, AdditionFails: null, fails, heads, mlps);

    private static CatalogueEntry Mix(string name, double loss, int additionFails, int subtractionFails, int heads, int mlps) =>
        new(ModelName.Parse(name), Parent: null, loss, additionFails, subtractionFails, heads, mlps);

    private static CatalogueEntry Started(
        string name, string parent, double loss, int additionFails, int subtractionFails, int heads, int mlps) =>
        new(ModelName.Parse(name), ModelName.Parse(parent), loss, additionFails, subtractionFails, heads, mlps);
}
