using Router.Documents.Shapes;

namespace Router.Features.Dhcp;

/// <summary>Machines that start from the network, by the numbers that they send (option 93).</summary>
internal static class BootMachines
{
    private static readonly (string Word, BootMachine Value, string Help, int[] Numbers)[] Known =
    [
        ("bios", BootMachine.Bios, "PC with a BIOS", [0]),
        ("uefi-x86", BootMachine.UefiX86, "UEFI of 32 bits", [6]),
        ("uefi-x64", BootMachine.UefiX64, "UEFI of 64 bits", [7, 9]),
        ("uefi-arm", BootMachine.UefiArm, "UEFI of ARM, 32 bits", [10]),
        ("uefi-arm64", BootMachine.UefiArm64, "UEFI of ARM, 64 bits", [11]),
        ("http-x64", BootMachine.HttpX64, "UEFI of 64 bits that starts by HTTP", [16]),
        ("http-arm64", BootMachine.HttpArm64, "UEFI of ARM, 64 bits, that starts by HTTP", [19]),
    ];

    public static readonly ScalarShape<BootMachine> Shape = Scalars.Choice(
        "machine", [.. Known.Select(known => (known.Word, known.Value, known.Help))]);

    public static string Word(BootMachine machine) => Array.Find(Known, known => known.Value == machine).Word;

    public static IReadOnlyList<int> Numbers(BootMachine machine) => Array.Find(Known, known => known.Value == machine).Numbers;

    /// <summary>It takes URLs, and only an answer that says so.</summary>
    public static bool IsHttp(BootMachine machine) => machine is BootMachine.HttpX64 or BootMachine.HttpArm64;
}
