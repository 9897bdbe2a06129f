namespace Repro.Claims.Quanta.Carry;

/// <summary>The line through the mean input without a carry, which is 0 on it, and that with one, which is 1.</summary>
internal sealed class CarryAxis
{
    private readonly double[] _no;
    private readonly double[] _direction;
    private readonly double _square;

    /// <summary>The line through two means.</summary>
    public CarryAxis(double[] no, double[] yes)
    {
        _no = no;
        _direction = [.. yes.Zip(no, (with, without) => with - without)];
        _square = _direction.Sum(value => value * value);
    }

    /// <summary>The distance of the two means.</summary>
    public double Length => Math.Sqrt(_square);

    /// <summary>Where on the line the foot of a point is.</summary>
    public double Along(double[] point) => Foot([.. point.Zip(_no, (value, origin) => value - origin)]);

    /// <summary>How far from the line a point is, as a share of the distance of the two means.</summary>
    public double Distance(double[] point) => Math.Sqrt(Off([.. point.Zip(_no, (value, origin) => value - origin)]).Sum(value => value * value) / _square);

    /// <summary>The part of a vector that is perpendicular to the line.</summary>
    public double[] Off(double[] vector)
    {
        var foot = Foot(vector);
        return [.. vector.Zip(_direction, (value, direction) => value - (foot * direction))];
    }

    private double Foot(double[] vector) => vector.Zip(_direction, (value, direction) => value * direction).Sum() / _square;
}
