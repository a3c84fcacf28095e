namespace Router.Image.Architectures;

/// <summary>What images for Secure Boot are made of, and what QEMU starts them with. Files are where Debian has them.</summary>
/// <param name="Stub">systemd's stub of unified kernel images.</param>
/// <param name="QemuMachine">One that keeps the firmware's variables from the system which runs on it.</param>
/// <param name="FirmwareCode">UEFI that asks for signatures.</param>
/// <param name="FirmwareVariables">Its variables, without keys.</param>
public sealed record SecureBootParts(string Stub, string QemuMachine, string FirmwareCode, string FirmwareVariables)
{
    /// <summary>Debian's package of the stub.</summary>
    public const string StubPackage = "systemd-boot-efi";
}
