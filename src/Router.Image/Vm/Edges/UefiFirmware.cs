using Router.Image.Architectures;
using Router.Image.SecureBoot;
using Router.Image.SecureBoot.Edges;

namespace Router.Image.Vm.Edges;

/// <summary>The UEFI that QEMU starts a machine with.</summary>
public static class UefiFirmware
{
    /// <summary>Firmware that knows keys for Secure Boot, from its first start on.</summary>
    /// <param name="architecture">Of the machine.</param>
    /// <param name="keys">A folder with <c>PK.auth</c>, <c>KEK.auth</c> and <c>db.auth</c>, as an image has them.</param>
    /// <param name="variables">The file that the firmware keeps its variables in; what was in it is gone.</param>
    /// <exception cref="MachineException">The firmware is not on this machine, or the architecture has none.</exception>
    /// <exception cref="ImageException">The keys are damaged or missing.</exception>
    public static MachineBoot.SecureUefi Secure(Architecture architecture, string keys, string variables)
    {
        if (architecture.SecureBoot is not { } parts)
            throw new MachineException($"no UEFI with Secure Boot is known for {architecture.Name}");
        foreach (var file in (string[])[parts.FirmwareCode, parts.FirmwareVariables])
        {
            if (!File.Exists(file))
                throw new MachineException($"no UEFI with Secure Boot: {file} is missing; apt-get install {architecture.UefiPackage}");
        }
        File.WriteAllBytes(
            variables,
            VariableStore.Enrol(
                File.ReadAllBytes(parts.FirmwareVariables),
                SecureBootVariable.All.Select(variable => (variable, SecureBootFolder.Change(keys, variable)))));
        return new MachineBoot.SecureUefi(parts, variables);
    }

    /// <summary>Its file.</summary>
    /// <exception cref="MachineException">It is not on this machine.</exception>
    public static string Find(Architecture architecture) => architecture.UefiFiles.FirstOrDefault(File.Exists)
        ?? throw new MachineException(
            $"no UEFI for {architecture.Name}: {string.Join(" or ", architecture.UefiFiles)} is missing; "
                + $"apt-get install {architecture.UefiPackage}");
}
