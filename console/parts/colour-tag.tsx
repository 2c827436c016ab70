import {
  CheckCircleFilled,
  ExclamationCircleFilled,
  InfoCircleFilled,
  WarningFilled,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Colour } from '../vocabulary/enums.ts';
import { useNames } from '../vocabulary/use-names.ts';
import './tags.css';

/** A shape for each colour, so that it is told without colour too. */
const SHAPES: Readonly<Record<Colour, ReactNode>> = {
  RED: <ExclamationCircleFilled />,
  YELLOW: <WarningFilled />,
  BLUE: <InfoCircleFilled />,
  GREEN: <CheckCircleFilled />,
};

/** 绿黄红: always shape, word and colour together. */
export function ColourTag({
  colour,
  children,
}: {
  readonly colour: Colour;
  readonly children?: ReactNode;
}): ReactNode {
  const nameOf = useNames();
  return (
    <span className={`tag tag-${colour.toLowerCase()}`}>
      <span aria-hidden="true">{SHAPES[colour]}</span>
      {nameOf('Colour', colour)}
      {children}
    </span>
  );
}
