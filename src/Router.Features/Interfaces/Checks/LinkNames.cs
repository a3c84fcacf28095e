using Router.Core.Values;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>Who has the kernel's name of a link already.</summary>
internal static class LinkNames
{
    /// <summary>In words that stand behind "is"; null: no interface and no port has it.</summary>
    public static string? Owner(ValidationSubject subject, string name)
    {
        var interfaces = subject.Config.Interfaces;
        if (interfaces.TryGetValue(name, out var same) && same.Kind != InterfaceKind.Ethernet)
            return "an interface";
        var port = interfaces.Values.SelectMany(i => i.PortReferences).Contains(new DeviceReference(DeviceReferenceKind.Name, name));
        return port || IsPortOfBoard(subject, name) ? "a port" : null;
    }

    /// <summary>Whether the document uses it or not.</summary>
    public static bool IsPortOfBoard(ValidationSubject subject, string name) =>
        subject.Around.Board.Roles.Values.Any(ports => ports.Contains(name));
}
