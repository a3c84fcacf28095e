using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Help;

/// <summary>
/// A shape as JSON Schema, draft 7, which is what editors take for YAML. It cannot say all that the validators say: a
/// document that it accepts may still have problems, one that it refuses has some.
/// </summary>
public static class DocumentSchema
{
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented by two blanks, with a line break at the end.</summary>
    public static string ToJson(string title, Shape shape)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", title);
            WriteShape(json, shape, null);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteShape(Utf8JsonWriter json, Shape shape, IField? field)
    {
        if ((field?.Help ?? (shape as IRecordShape)?.Help) is { } help)
            json.WriteString("description", help);
        if (field?.Default is { } value and not YamlMap and not YamlSequence { Items.Count: 0 })
            WriteValue(json, "default", value);
        switch (shape)
        {
            case IRecordShape { Word: { } word } record:
                json.WriteStartArray("anyOf");
                WriteElement(json, () => WriteScalar(json, word));
                WriteElement(json, () => WriteRecord(json, record));
                json.WriteEndArray();
                break;
            case IRecordShape { List: IListShape list } record:
                json.WriteStartArray("anyOf");
                WriteElement(json, () => WriteList(json, list));
                WriteElement(json, () => WriteRecord(json, record));
                json.WriteEndArray();
                break;
            case IRecordShape record:
                WriteRecord(json, record);
                break;
            case IMapShape map:
                WriteMap(json, map);
                break;
            case IListShape list:
                WriteList(json, list);
                break;
            case IEitherShape either:
                WriteAny(json, either.Word, either.List);
                break;
            case IScalarShape scalar:
                WriteScalar(json, scalar);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteRecord(Utf8JsonWriter json, IRecordShape record)
    {
        WriteTypes(json, "object", "null");
        json.WriteStartObject("properties");
        foreach (var field in record.Fields)
        {
            json.WriteStartObject(field.Name);
            WriteShape(json, field.Shape, field);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        if (!record.Fields.Any(f => f.Required))
            return;
        json.WriteStartArray("required");
        foreach (var field in record.Fields.Where(f => f.Required))
            json.WriteStringValue(field.Name);
        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, IMapShape map)
    {
        WriteTypes(json, "object", "null");
        if (map.Key is IScalarShape { Pattern: { } pattern })
        {
            json.WriteStartObject("propertyNames");
            json.WriteString("pattern", pattern);
            json.WriteEndObject();
        }
        json.WriteStartObject("additionalProperties");
        WriteShape(json, map.Item, null);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IListShape list)
    {
        if (list.Item is IScalarShape)
        {
            json.WriteStartArray("anyOf");
            WriteElement(json, () => WriteShape(json, list.Item, null));
            WriteElement(json, () => WriteItems(json, list));
            json.WriteEndArray();
            return;
        }
        WriteItems(json, list);
    }

    private static void WriteItems(Utf8JsonWriter json, IListShape list)
    {
        WriteTypes(json, "array", "null");
        json.WriteStartObject("items");
        WriteShape(json, list.Item, null);
        json.WriteEndObject();
        if (list.NameKey is null)
            json.WriteBoolean("uniqueItems", true);
    }

    private static void WriteAny(Utf8JsonWriter json, params ReadOnlySpan<Shape> shapes)
    {
        json.WriteStartArray("anyOf");
        foreach (var shape in shapes)
        {
            json.WriteStartObject();
            WriteShape(json, shape, null);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteScalar(Utf8JsonWriter json, IScalarShape scalar)
    {
        if (scalar is { JsonType: "string", Unit: not null })
            WriteTypes(json, "string", "integer");
        else
            json.WriteString("type", scalar.JsonType);
        if (scalar.Bounds is { } bounds)
        {
            json.WriteNumber("minimum", bounds.Least);
            json.WriteNumber("maximum", bounds.Most);
        }
        if (scalar is { JsonType: "string", Keywords.Count: > 0 })
        {
            if (scalar.Closed)
                WriteWords(json, scalar);
            else
                WriteWordsOrPattern(json, scalar);
        }
        else if (scalar.Pattern is { } pattern)
        {
            json.WriteString("pattern", pattern);
        }
        if (scalar is { Example: { } example, Keywords.Count: 0, Names: var names } && names != NameKind.Secret)
        {
            json.WriteStartArray("examples");
            WriteScalarValue(json, scalar.Node(example));
            json.WriteEndArray();
        }
    }

    private static void WriteWordsOrPattern(Utf8JsonWriter json, IScalarShape scalar)
    {
        json.WriteStartArray("anyOf");
        WriteElement(json, () => WriteWords(json, scalar));
        WriteElement(json, () => json.WriteString("pattern", scalar.Pattern));
        json.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter json, IScalarShape scalar)
    {
        json.WriteStartArray("enum");
        foreach (var keyword in scalar.Keywords)
            json.WriteStringValue(keyword.Text);
        json.WriteEndArray();
    }

    private static void WriteElement(Utf8JsonWriter json, Action inside)
    {
        json.WriteStartObject();
        inside();
        json.WriteEndObject();
    }

    private static void WriteTypes(Utf8JsonWriter json, params ReadOnlySpan<string> types)
    {
        json.WriteStartArray("type");
        foreach (var type in types)
            json.WriteStringValue(type);
        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, YamlNode value)
    {
        json.WritePropertyName(name);
        if (value is YamlSequence list)
        {
            json.WriteStartArray();
            foreach (var item in list.Items.OfType<YamlScalar>())
                WriteScalarValue(json, item);
            json.WriteEndArray();
        }
        else
        {
            WriteScalarValue(json, (YamlScalar)value);
        }
    }

    private static void WriteScalarValue(Utf8JsonWriter json, YamlScalar scalar)
    {
        if (scalar.Typed && long.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            json.WriteNumberValue(number);
        else if (scalar.Typed)
            json.WriteBooleanValue(scalar.Value == "true");
        else
            json.WriteStringValue(scalar.Value);
    }
}
